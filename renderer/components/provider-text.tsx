/** Characters that turn the direction of the text around them and so can disguise a name. */
const DIRECTION_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g

/** Text that came from the provider: never markup, and unable to reorder what stands around it. */
export function ProviderText({ children, className }: { children: string; className?: string | undefined }) {
  return <bdi className={className}>{showControls(children)}</bdi>
}

/** The same for places that take only a string: invisible direction marks become visible. */
export function showControls(words: string): string {
  return words.replace(DIRECTION_CONTROLS, '\ufffd')
}
