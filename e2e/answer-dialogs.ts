import type { RunningApp } from './launch'

/** Answers the system's questions in the user's place from now on. They name what they ask about. */
export async function answerDialogs(app: RunningApp, isAllowed: boolean): Promise<void> {
  await app.electron.evaluate(({ dialog }, response) => {
    dialog.showMessageBox = async () => ({ response, checkboxChecked: false })
  }, Number(isAllowed))
}
