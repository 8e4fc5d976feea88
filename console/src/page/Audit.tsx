import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Download, ScrollText, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { GET, need, type Schema } from '../api/api';
import { Answered, Empty, Failure, Page, TableWrap, Waiting } from '../part/Parts';
import { Moment } from '../part/time';
import { useWords } from '../words/words';

const PAGE = 100;

/** Who saw, took out and changed what; and whether anybody has tampered with that. */
export default function Audit() {
  const { t } = useWords();
  const [who, setWho] = useState('');
  const [act, setAct] = useState('');
  const check = useQuery({
    queryKey: ['audit', 'check'],
    queryFn: () => need(GET('/api/audit/check', {})),
    refetchInterval: 30_000,
  });
  return (
    <Page
      title={t('audit.title')}
      lead={t('audit.lead')}
      actions={
        <Button
          component="a"
          href="/api/audit/archive"
          download
          variant="default"
          leftSection={<Download size={16} aria-hidden="true" />}
        >
          {t('audit.export')}
        </Button>
      }
    >
      <div className="stack">
        <Answered asked={check}>{(found) => <Chain check={found} />}</Answered>
        <div className="panel">
          <div className="panel-head">
            <TextInput
              aria-label={t('audit.who')}
              placeholder={t('audit.who')}
              value={who}
              onChange={(event) => setWho(event.currentTarget.value)}
            />
            <TextInput
              aria-label={t('audit.act')}
              placeholder={t('audit.act')}
              value={act}
              onChange={(event) => setAct(event.currentTarget.value)}
            />
          </div>
          <Records who={who.trim()} act={act.trim()} />
        </div>
      </div>
    </Page>
  );
}

function Chain({ check }: { check: Schema['AuditCheck'] }) {
  const { t } = useWords();
  return (
    <div className={`found ${check.unbroken ? 'ok' : 'bad'}`} role="status">
      {check.unbroken ? <ShieldCheck aria-hidden="true" /> : <ShieldAlert aria-hidden="true" />}
      <div>
        <b>{t(check.unbroken ? 'audit.unbroken' : 'audit.broken', { n: check.records })}</b>
        {check.first ? (
          <div className="soft small">
            {t('audit.since')} <Moment at={check.first} /> · {check.nodes.map((each) => each.node).join(', ')}
          </div>
        ) : null}
        <Away nodes={check.away} />
        {check.findings.length > 0 ? (
          <ul>
            {check.findings.map((finding) => (
              <li key={finding.node + finding.number + finding.text}>
                {finding.node} {finding.number}: {finding.text}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  );
}

/** Nodes of which nothing can be shown now. */
function Away({ nodes }: { nodes: string[] }) {
  const { t } = useWords();
  return nodes.length > 0 ? (
    <div className="soft small" role="status">
      {t('audit.away', { nodes: nodes.join(', ') })}
    </div>
  ) : null;
}

const REFUSED = /^refused: (LID-[A-Z]+-\d+)$/;

/** Done, or refused and why; anything else in the log's own words. */
function Outcome({ said }: { said: string }) {
  const { t } = useWords();
  const code = REFUSED.exec(said)?.[1];
  if (code) {
    return (
      <>
        {t('audit.refused')}: <Link to={`/help/${code}`}>{code}</Link>
      </>
    );
  }
  return <>{said === 'done' ? t('audit.done') : said}</>;
}

function Records({ who, act }: { who: string; act: string }) {
  const { t, code } = useWords();
  const asked = useInfiniteQuery({
    queryKey: ['audit', who, act],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      need(
        GET('/api/audit', {
          params: {
            query: {
              limit: PAGE,
              ...(who ? { who } : {}),
              ...(act ? { act } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
  if (asked.error && !asked.data) {
    return <Failure failure={asked.error} />;
  }
  if (!asked.data) {
    return <Waiting />;
  }
  const records = asked.data.pages.flatMap((page) => page.items);
  const away = [...new Set(asked.data.pages.flatMap((page) => page.away))];
  if (records.length === 0) {
    return (
      <>
        <Away nodes={away} />
        <Empty icon={ScrollText} title={t('audit.empty')} />
      </>
    );
  }
  return (
    <TableWrap>
      {away.length > 0 ? (
        <div className="panel-body">
          <Away nodes={away} />
        </div>
      ) : null}
      <table className="table">
        <thead>
          <tr>
            <th>{t('failover.when')}</th>
            <th>{t('audit.who')}</th>
            <th>{t('audit.act')}</th>
            <th>{t('audit.subject')}</th>
            <th>{t('audit.outcome')}</th>
            <th>{t('audit.from')}</th>
            <th>{t('audit.node')}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={`${record.node}${record.number}`}>
              <td>
                <Moment at={record.at} />
              </td>
              <td className="name">{record.who}</td>
              <td>{code('act', record.act, {}, record.act)}</td>
              <td className="soft">{record.subject}</td>
              <td className="soft">
                <Outcome said={record.outcome} />
              </td>
              <td className="mono muted">{record.from}</td>
              <td className="mono muted">{record.node}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked.hasNextPage ? (
        <div className="panel-body">
          <Button
            variant="default"
            loading={asked.isFetchingNextPage}
            onClick={() => void asked.fetchNextPage()}
          >
            {t('common.more')}
          </Button>
        </div>
      ) : null}
    </TableWrap>
  );
}
