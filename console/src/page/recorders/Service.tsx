import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { need, POST, type Recorder } from '../../api/api';
import { planAsked } from '../../api/queries';
import { Mark } from '../../part/Badge';
import { Failure } from '../../part/Parts';
import { Sheet } from '../../part/Sheet';
import { useWords } from '../../words/words';

/** Takes a recorder out of service, having said who takes what, or returns it. */
export function Service({ recorder }: { recorder: Recorder }) {
  const { t } = useWords();
  const [leaving, setLeaving] = useState(false);
  const queries = useQueryClient();
  const changed = () => {
    for (const key of ['recorders', 'overview', 'plan', 'cameras']) {
      queries.invalidateQueries({ queryKey: [key] });
    }
    setLeaving(false);
  };
  const path = { recorder: recorder.recorder };
  const back = useMutation({
    mutationFn: () => need(POST('/api/recorders/{recorder}/return', { params: { path } })),
    onSuccess: changed,
  });
  const drain = useMutation({
    mutationFn: () => need(POST('/api/recorders/{recorder}/drain', { params: { path } })),
    onSuccess: changed,
  });
  return (
    <>
      {back.error ? <Failure failure={back.error} /> : null}
      {recorder.drained ? (
        <Button size="compact-sm" variant="light" loading={back.isPending} onClick={() => back.mutate()}>
          {t('recorders.return')}
        </Button>
      ) : (
        <Button size="compact-sm" variant="default" onClick={() => setLeaving(true)}>
          {t('recorders.drain')}
        </Button>
      )}
      <Sheet
        opened={leaving}
        onClose={() => setLeaving(false)}
        title={t('recorders.drain.title', { recorder: recorder.recorder })}
      >
        {leaving ? (
          <Leaving
            recorder={recorder.recorder}
            busy={drain.isPending}
            failure={drain.error}
            onDrain={() => drain.mutate()}
            onCancel={() => setLeaving(false)}
          />
        ) : null}
      </Sheet>
    </>
  );
}

/** Who would take what, before it is done. */
function Leaving(props: {
  recorder: string;
  busy: boolean;
  failure: unknown;
  onDrain(): void;
  onCancel(): void;
}) {
  const { t } = useWords();
  const plan = useQuery(planAsked);
  const loss = plan.data?.single.find((one) => one.recorders.includes(props.recorder));
  const dropped = loss?.dropped ?? [];
  return (
    <div className="stack">
      <p>{t('recorders.drain.means')}</p>
      {loss?.heirs.map((heir) => (
        <p key={heir.recorder} className="soft">
          {t('failover.plan.takes', { recorder: heir.recorder, n: heir.warm.length + heir.cold.length })}
        </p>
      ))}
      {dropped.length > 0 ? (
        <Mark tone="bad">{`${t('failover.plan.dropped', { n: dropped.length })}: ${dropped.join(', ')}`}</Mark>
      ) : null}
      {props.failure ? <Failure failure={props.failure} /> : null}
      <div className="row">
        <Button variant="default" onClick={props.onCancel} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button color={dropped.length > 0 ? 'red' : undefined} loading={props.busy} onClick={props.onDrain}>
          {t('recorders.drain')}
        </Button>
      </div>
    </div>
  );
}
