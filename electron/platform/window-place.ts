import { z } from 'zod'

const whole = z.number().int()

/** Where the window was when it was last closed, not counting a maximised state. */
export const WindowPlace = z.object({
  x: whole,
  y: whole,
  width: whole,
  height: whole,
  isMaximized: z.boolean(),
})
export type WindowPlace = z.infer<typeof WindowPlace>
