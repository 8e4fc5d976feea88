import { useQuery } from '@tanstack/react-query';
import { Activity, ShieldQuestion } from 'lucide-react';
import { Link } from 'react-router';
import type { Schema } from '../../api/api';
import { incidentsAsked, planAsked, recordersAsked } from '../../api/queries';
import { may, useMe } from '../../api/session';
import { Mark } from '../../part/Badge';
import { Answered, Empty, Page, Panel, ProblemCard, TableWrap } from '../../part/Parts';
import { RecorderKey, signs } from '../../part/recorders';
import { Moment, useQuantity } from '../../part/time';
import { useWords } from '../../words/words';
import { Service } from '../recorders/Service';
import './plot.css';
import { decidedIn } from './plotted';
import { TakeoverPlot } from './TakeoverPlot';

/** Who would take over now, and how it went when somebody had to. */
export default function Failover() {
  const { t } = useWords();
  const plan = useQuery(planAsked);
  const history = useQuery(incidentsAsked);
  return (
    <Page title={t('failover.title')} lead={t('failover.lead')}>
      <div className="stack">
        <Answered asked={plan}>{(now) => <Plan plan={now} />}</Answered>
        <Panel title={t('failover.history')}>
          <Answered asked={history}>{(incidents) => <History incidents={incidents} />}</Answered>
        </Panel>
      </div>
    </Page>
  );
}

function Plan({ plan }: { plan: Schema['FailoverPlan'] }) {
  const { t } = useWords();
  const colours = signs(
    plan.single.flatMap((loss) => [...loss.recorders, ...loss.heirs.map((heir) => heir.recorder)]),
  );
  if (plan.single.length === 0) {
    return (
      <div className="panel">
        <Empty icon={ShieldQuestion} title={t('failover.plan.empty')}>
          {t('failover.plan.empty.means')}
        </Empty>
      </div>
    );
  }
  return (
    <>
      {plan.problems.map((problem) => (
        <ProblemCard
          key={problem.code + problem.detail}
          problem={{
            code: problem.code,
            what: problem.detail,
            footage: problem.footage,
            next: problem.remedy,
          }}
        />
      ))}
      <Panel title={t('failover.plan')} note={t('failover.plan.note')}>
        <TableWrap>
          <table className="table said-first">
            <tbody>
              {plan.single.map((loss) => (
                <PlanRow key={loss.recorders.join()} loss={loss} colours={colours} />
              ))}
              {(['two', 'three'] as const)
                .filter((many) => plan[many].tried > 0)
                .map((many) => (
                  <tr key={many}>
                    <td className="name">{t(`failover.plan.${many}`)}</td>
                    <td>
                      <Mark tone={plan[many].dropping === 0 ? 'ok' : 'warn'}>
                        {t(plan[many].tried === 1 ? 'failover.plan.combined.one' : 'failover.plan.combined', {
                          dropping: plan[many].dropping,
                          tried: plan[many].tried,
                        })}
                      </Mark>
                    </td>
                    <td className="soft">
                      {plan[many].worst[0]
                        ? `${plan[many].worst[0].recorders.join(' + ')}: ${plan[many].worst[0].dropped.join(', ')}`
                        : ''}
                    </td>
                    <td />
                  </tr>
                ))}
            </tbody>
          </table>
        </TableWrap>
      </Panel>
    </>
  );
}

function PlanRow({ loss, colours }: { loss: Schema['Loss']; colours: ReturnType<typeof signs> }) {
  const { t } = useWords();
  const me = useMe();
  const recorders = useQuery(recordersAsked);
  const single = loss.recorders.length === 1 ? loss.recorders[0] : undefined;
  const recorder = recorders.data?.find((one) => one.recorder === single);
  const nothing = loss.heirs.length === 0 && loss.dropped.length === 0;
  return (
    <tr>
      <td className="name">
        {loss.recorders.map((name) => (
          <RecorderKey key={name} name={name} sign={colours.get(name)} />
        ))}
      </td>
      <td>
        {nothing ? <span className="muted">{t('failover.plan.nothing')}</span> : null}
        {loss.heirs.map((heir) => (
          <div key={heir.recorder}>
            {t('failover.plan.takes', { recorder: heir.recorder, n: heir.warm.length + heir.cold.length })}
            {heir.cold.length > 0 ? (
              <span className="muted"> · {t('failover.plan.cold', { n: heir.cold.length })}</span>
            ) : null}
          </div>
        ))}
      </td>
      <td>
        {loss.dropped.length > 0 ? (
          <>
            <Mark tone="bad">{t('failover.plan.dropped', { n: loss.dropped.length })}</Mark>{' '}
            <span className="soft">{loss.dropped.join(', ')}</span>
          </>
        ) : nothing ? null : (
          <Mark tone="ok">{t('failover.plan.fits')}</Mark>
        )}
      </td>
      <td className="right">{recorder && may(me, 'operate') ? <Service recorder={recorder} /> : null}</td>
    </tr>
  );
}

function History({ incidents }: { incidents: Schema['Incident'][] }) {
  const { t } = useWords();
  const { length } = useQuantity();
  if (incidents.length === 0) {
    return (
      <Empty icon={Activity} title={t('failover.history.empty')}>
        {t('failover.history.empty.means')}
      </Empty>
    );
  }
  return (
    <>
      {incidents.length > 1 ? <TakeoverPlot incidents={incidents} /> : null}
      <TableWrap>
        <table className="table">
          <thead>
            <tr>
              <th>{t('failover.when')}</th>
              <th>{t('failover.what')}</th>
              <th className="right">{t('failover.cameras')}</th>
              <th className="right">{t('failover.decidedin')}</th>
              <th>{t('incident.home')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {incidents.map((incident) => {
              const home = incident.cameras.every((camera) => camera.isHome);
              return (
                <tr key={incident.id}>
                  <td>
                    <Moment at={incident.noticed} />
                  </td>
                  <td className="name">{t(`failover.${incident.cause}`, { recorder: incident.lost })}</td>
                  <td className="right">{incident.cameras.length}</td>
                  <td className="right">{length(decidedIn(incident))}</td>
                  <td>
                    <Mark tone={home ? 'ok' : 'stand'}>
                      {t(home ? 'incident.home.yes' : 'incident.home.no')}
                    </Mark>
                  </td>
                  <td className="right">
                    <Link to={`/failover/${incident.id}`}>{t('failover.show')}</Link>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableWrap>
    </>
  );
}
