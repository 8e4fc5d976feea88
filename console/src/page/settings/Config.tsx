import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { GET, need, needTagged, once, POST, PUT, type Schema } from '../../api/api';
import { may, useMe } from '../../api/session';
import { Answered, Failure, Panel, ProblemCard, TableWrap } from '../../part/Parts';
import { Moment } from '../../part/time';
import { bytes } from '../../words/quantity';
import { useWords } from '../../words/words';

/** The document that says how the whole site is to be; its history, and the way back. */
export function Config() {
  const me = useMe();
  const asked = useQuery({ queryKey: ['config'], queryFn: () => needTagged(GET('/api/config', {})) });
  return (
    <>
      <Answered asked={asked}>{({ value, tag }) => <Document key={tag} config={value} tag={tag} />}</Answered>
      <History />
      {may(me, 'operate') ? <Backups /> : null}
    </>
  );
}

function Document({ config, tag }: { config: Schema['Config']; tag: string }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [text, setText] = useState(config.text ?? '');
  const [note, setNote] = useState('');
  const send = (dry: boolean) =>
    need(
      PUT('/api/config', {
        params: { header: { 'If-Match': tag }, query: { 'dry-run': dry } },
        body: { text, ...(note.trim() ? { note: note.trim() } : {}) },
      }),
    );
  const look = useMutation({ mutationFn: () => send(true) });
  const apply = useMutation({
    mutationFn: () => send(false),
    onSuccess: (result) => {
      if (result.problems.length === 0) {
        queries.invalidateQueries();
      }
    },
  });
  const result = apply.data ?? look.data;
  return (
    <Panel title={t('config.title')} note={t('config.revision', { revision: config.revision })} padded>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          apply.mutate();
        }}
      >
        <Textarea
          aria-label={t('config.title')}
          classNames={{ input: 'mono' }}
          rows={14}
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            look.reset();
          }}
        />
        {result?.problems.map((problem) => (
          <ProblemCard
            key={problem.detail}
            problem={{
              code: problem.code,
              what: problem.detail,
              footage: problem.footage,
              next: problem.remedy,
            }}
          />
        ))}
        {result && result.problems.length === 0 ? (
          <div className="found ok" role="status">
            <div>
              <b>{t(result.changes.length === 0 ? 'config.nochange' : 'config.would')}</b>
              <ul>
                {result.changes.map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            </div>
          </div>
        ) : null}
        {look.error || apply.error ? <Failure failure={look.error ?? apply.error} /> : null}
        <div className="row">
          <TextInput
            aria-label={t('config.note')}
            placeholder={t('config.note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <span className="bar-space" />
          <Button
            variant="default"
            loading={look.isPending}
            disabled={text === config.text}
            onClick={() => look.mutate()}
          >
            {t('config.look')}
          </Button>
          <Button
            type="submit"
            loading={apply.isPending}
            disabled={!look.data || look.data.problems.length > 0 || text === config.text}
          >
            {t('config.apply')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function History() {
  const { t } = useWords();
  const queries = useQueryClient();
  const asked = useQuery({
    queryKey: ['config', 'history'],
    queryFn: () =>
      need(GET('/api/config/history', { params: { query: { limit: 50 } } })).then((page) => page.items),
  });
  const back = useMutation({
    mutationFn: (revision: number) =>
      need(POST('/api/config/rollback', { params: { header: once() }, body: { revision } })),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <Panel title={t('config.history')}>
      {back.error ? <Failure failure={back.error} /> : null}
      <Answered asked={asked}>
        {(revisions) => (
          <TableWrap>
            <table className="table">
              <tbody>
                {revisions.map((revision, index) => (
                  <tr key={revision.revision}>
                    <td className="name">{t('config.revision', { revision: revision.revision })}</td>
                    <td>{revision.at ? <Moment at={revision.at} /> : ''}</td>
                    <td className="soft">{revision.by}</td>
                    <td className="soft">
                      {revision.note ? <b>{revision.note} </b> : null}
                      {revision.changes.join('; ')}
                    </td>
                    <td className="right">
                      {index === 0 ? null : (
                        <Button
                          size="compact-sm"
                          variant="default"
                          onClick={() => back.mutate(revision.revision)}
                        >
                          {t('config.back')}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableWrap>
        )}
      </Answered>
    </Panel>
  );
}

function Backups() {
  const { t, language } = useWords();
  const queries = useQueryClient();
  const asked = useQuery({
    queryKey: ['backups'],
    queryFn: () => need(GET('/api/backups', { params: { query: { limit: 20 } } })).then((page) => page.items),
  });
  const now = useMutation({
    mutationFn: () => need(POST('/api/backups', {})),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['backups'] }),
  });
  return (
    <Panel
      title={t('backups.title')}
      note={t('backups.note')}
      actions={
        <Button variant="default" size="compact-md" loading={now.isPending} onClick={() => now.mutate()}>
          {t('backups.now')}
        </Button>
      }
    >
      {now.error ? <Failure failure={now.error} /> : null}
      <Answered asked={asked}>
        {(backups) =>
          backups.length === 0 ? (
            <p className="panel-body soft">{t('backups.empty')}</p>
          ) : (
            <TableWrap>
              <table className="table">
                <tbody>
                  {backups.map((backup) => (
                    <tr key={backup.file}>
                      <td className="mono">{backup.file}</td>
                      <td>
                        <Moment at={backup.at} />
                      </td>
                      <td className="soft">{t('config.revision', { revision: backup.revision })}</td>
                      <td className="soft">{t('overview.troubled.note', { n: backup.cameras })}</td>
                      <td className="right soft">{bytes(backup.bytes, language)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableWrap>
          )
        }
      </Answered>
    </Panel>
  );
}
