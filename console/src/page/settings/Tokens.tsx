import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DELETE, GET, need, once, POST, type Right } from '../../api/api';
import { useMe } from '../../api/session';
import { Answered, Failure, Panel, TableWrap } from '../../part/Parts';
import { Secret } from '../../part/Secret';
import { Moment } from '../../part/time';
import { useWords } from '../../words/words';

const YEAR_MS = 365 * 86_400_000;

/** Tokens for programs: what they may is at most what the person may. */
export function Tokens() {
  const { t } = useWords();
  const me = useMe();
  const queries = useQueryClient();
  const asked = useQuery({ queryKey: ['tokens'], queryFn: () => need(GET('/api/tokens', {})) });
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const changed = () => queries.invalidateQueries({ queryKey: ['tokens'] });
  const add = useMutation({
    mutationFn: () =>
      need(
        POST('/api/tokens', {
          params: { header: once() },
          body: {
            name: name.trim(),
            scopes: scopes as Right[],
            until: new Date(Date.now() + YEAR_MS).toISOString(),
          },
        }),
      ),
    onSuccess: () => {
      setName('');
      setScopes([]);
      changed();
    },
  });
  const revoke = useMutation({
    mutationFn: (token: string) => need(DELETE('/api/tokens/{token}', { params: { path: { token } } })),
    onSuccess: changed,
  });
  return (
    <Panel title={t('tokens.title')} note={t('tokens.note')}>
      <Answered asked={asked}>
        {(tokens) =>
          tokens.length === 0 ? null : (
            <TableWrap>
              <table className="table">
                <tbody>
                  {tokens.map((token) => (
                    <tr key={token.id}>
                      <td className="name">{token.name}</td>
                      <td className="soft">{token.person}</td>
                      <td className="soft">{token.scopes.map((scope) => t(`right.${scope}`)).join(', ')}</td>
                      <td className="soft">
                        {token.until ? (
                          <>
                            {t('tokens.until')} <Moment at={token.until} />
                          </>
                        ) : null}
                      </td>
                      <td className="right">
                        <Button
                          size="compact-sm"
                          variant="subtle"
                          color="gray"
                          onClick={() => revoke.mutate(token.id)}
                        >
                          {t('tokens.revoke')}
                        </Button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableWrap>
          )
        }
      </Answered>
      <div className="panel-body stack">
        {add.data ? (
          <>
            <p>{t('tokens.once')}</p>
            <Secret text={add.data.token} />
          </>
        ) : null}
        <form
          className="pair"
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate();
          }}
        >
          <TextInput
            label={t('tokens.name')}
            placeholder={t('tokens.name.example')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <MultiSelect
            label={t('tokens.scopes')}
            data={me.rights.map((right) => ({ value: right, label: t(`right.${right}`) }))}
            value={scopes}
            onChange={setScopes}
          />
          <Button
            type="submit"
            variant="default"
            className="pair-button"
            loading={add.isPending}
            disabled={name.trim() === '' || scopes.length === 0}
          >
            {t('tokens.make')}
          </Button>
        </form>
        {add.error || revoke.error ? <Failure failure={add.error ?? revoke.error} /> : null}
      </div>
    </Panel>
  );
}
