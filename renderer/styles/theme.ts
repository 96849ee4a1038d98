import { createTheme } from '@mantine/core'

/**
 * What Mantine decides in code rather than in CSS. Colours are in `tokens.css`. `lockScroll` is off
 * because it works with a <style> element, which the content security policy refuses.
 */
export const theme = createTheme({
  primaryColor: 'blue',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Named, so that styles can tell a filled one apart.
    Button: { defaultProps: { variant: 'filled', size: 'sm', radius: 6 } },
    Modal: { defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 0 } } },
    Select: { defaultProps: { size: 'sm', radius: 6 } },
    TextInput: { defaultProps: { size: 'sm', radius: 6 } },
    PasswordInput: { defaultProps: { size: 'sm', radius: 6 } },
    Popover: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md', radius: 6 } },
    Menu: { defaultProps: { transitionProps: { duration: 0 }, shadow: 'md', radius: 6 } },
    Tooltip: { defaultProps: { transitionProps: { duration: 0 }, openDelay: 300 } },
  },
})
