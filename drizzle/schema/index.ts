export * from './catalogue'
export * from './connections'
export * from './stock'
export * from './sync'
