import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { copyText } from '../../lib/copy-text'
import { text } from '../../lib/text'
import styles from './run-detail.module.css'

const words = text.sync.detail

/** Puts a text on the clipboard and says whether that worked. */
export function CopyButton({ label, value }: { label: string; value: () => string }) {
  const [isCopied, setIsCopied] = useState<boolean | null>(null)
  return (
    <div className={styles.copy}>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconCopy size={14} stroke={1.6} aria-hidden />}
        onClick={() => setIsCopied(copyText(value()))}
      >
        {label}
      </Button>
      <p role="status" className={styles.copied}>
        {isCopied === true && (
          <>
            <IconCheck size={14} stroke={2} aria-hidden />
            {words.copied}
          </>
        )}
        {isCopied === false && words.copyFailed}
      </p>
    </div>
  )
}
