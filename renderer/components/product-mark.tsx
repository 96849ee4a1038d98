/** The product's mark: goods on a shelf. */
export function ProductMark({ className }: { className?: string | undefined }) {
  return (
    <span className={className} aria-hidden>
      <svg
        width="16"
        height="16"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden
      >
        <path d="M2 13.2h12M4 10.4V4.6h3v5.8M7 7.4h5v3M2.6 10.4h10.8" />
      </svg>
    </span>
  )
}
