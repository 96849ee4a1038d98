import { Button } from '@mantine/core'
import { useId } from 'react'
import type { ReorderRule } from '../../../shared/domain/reorder'
import { describeError } from '../../components/list-states'
import { ProviderText, showControls } from '../../components/provider-text'
import { formatNumber } from '../../lib/format'
import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { useConnection } from '../../lib/use-connection'
import styles from './reorder.module.css'
import { useSetReorder } from './use-set-reorder'

const words = text.reorder.many

/** The reorder points set for whole categories and suppliers, each with the way back. */
export function ReorderRules() {
  const { id: connectionId } = useConnection()
  const headingId = useId()
  const rules = useCall('reorder.rules', { connectionId })
  const { set, refresh } = useSetReorder()
  const goBack = ({ target }: ReorderRule) =>
    set.mutate({ connectionId, target, levels: null }, { onSuccess: refresh })
  const error = rules.error ?? set.error
  return (
    <section aria-labelledby={headingId}>
      <h3 id={headingId} className={styles.heading}>
        {words.rules}
      </h3>
      {error && <p role="alert">{describeError(error)}</p>}
      {rules.data?.length === 0 && <p>{words.noRules}</p>}
      <ul className={styles.rules}>
        {rules.data?.map((rule) => (
          <li key={JSON.stringify(rule.target)} className={styles.rule}>
            <span>
              <ProviderText>{describeRule(rule)}</ProviderText>
              <span className={styles.count}>{words.ruleProducts(rule.products)}</span>
            </span>
            <Button
              variant="default"
              size="compact-sm"
              aria-disabled={set.isPending}
              onClick={() => goBack(rule)}
            >
              {text.reorder.back}
              <span className="visually-hidden">{` ${words.backOf(showControls(rule.name))}`}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function describeRule({ name, reorderPoint, reorderQuantity }: ReorderRule): string {
  const quantity = reorderQuantity > 0 ? formatNumber(reorderQuantity) : null
  return words.rule(name, formatNumber(reorderPoint), quantity)
}
