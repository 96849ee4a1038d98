import { en } from './en'

/** Every language has the same entries as English. */
export type Text = typeof en

/** The words on screen. Another language is one more folder beside `en`. */
export const text: Text = en
