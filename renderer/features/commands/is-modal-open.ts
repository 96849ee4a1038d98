/** True while a dialog is over the view, which keys must not reach then. */
export function isModalOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null
}
