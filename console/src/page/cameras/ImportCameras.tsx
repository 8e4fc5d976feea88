import { Button, FileButton, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { need, once, POST } from '../../api/api';
import { Failure, ProblemCard } from '../../part/Parts';
import { useWords } from '../../words/words';

const EXAMPLE = 'name,url,user,password\ngate,rtsp://192.168.1.20/stream1,viewer,secret\n';

/** Many cameras from a table: looked through first, then added all together or not at all. */
export function ImportCameras({ onDone }: { onDone(): void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const send = (dry: boolean) =>
    need(
      POST('/api/camera-imports', {
        params: { query: { 'dry-run': dry }, header: once() },
        headers: { 'Content-Type': 'text/csv' },
        body: text,
        bodySerializer: (body) => body,
      }),
    );
  const look = useMutation({ mutationFn: () => send(true) });
  const add = useMutation({
    mutationFn: () => send(false),
    onSuccess: (result) => {
      queries.invalidateQueries({ queryKey: ['cameras'] });
      queries.invalidateQueries({ queryKey: ['overview'] });
      if (result.problems.length === 0) {
        onDone();
      }
    },
  });
  const result = add.data ?? look.data;
  return (
    <div className="stack">
      <p className="soft">{t('import.how')}</p>
      <Textarea
        label={t('import.table')}
        data-autofocus
        classNames={{ input: 'mono' }}
        placeholder={EXAMPLE}
        minRows={8}
        rows={9}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          look.reset();
          add.reset();
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
            <b>{t('import.would', { n: result.added })}</b>
            <ul>
              {result.changes.slice(0, 20).map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          </div>
        </div>
      ) : null}
      {look.error || add.error ? <Failure failure={look.error ?? add.error} /> : null}
      <div className="row">
        <FileButton accept=".csv,text/csv" onChange={(file) => void file?.text().then(setText)}>
          {(props) => (
            <Button variant="default" {...props}>
              {t('import.file')}
            </Button>
          )}
        </FileButton>
        <span className="bar-space" />
        <Button
          variant="default"
          disabled={text.trim() === ''}
          loading={look.isPending}
          onClick={() => look.mutate()}
        >
          {t('import.look')}
        </Button>
        <Button
          disabled={!look.data || look.data.problems.length > 0}
          loading={add.isPending}
          onClick={() => add.mutate()}
        >
          {t('import.add')}
        </Button>
      </div>
    </div>
  );
}
