import { text } from '../../lib/text'
import { useCall } from '../../lib/use-call'
import { Fact, Facts, Section } from './section'

const words = text.settings.about

export function AboutSection() {
  const { data: status } = useCall('app.status', {})
  return (
    <Section title={words.title}>
      <Facts>
        <Fact label={words.version}>
          {text.productName} {status?.version}
        </Fact>
        <Fact label={words.licence}>{words.licenceName}</Fact>
      </Facts>
    </Section>
  )
}
