/** The two fixed channels between main and screen. */
export const CALL_CHANNEL = 'shelfwatch:call'
export const EVENT_CHANNEL = 'shelfwatch:event'
