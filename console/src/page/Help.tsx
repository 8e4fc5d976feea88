import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, BookOpen, Search } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { problemsAsked } from '../api/queries';
import { Answered, Empty, Page, Panel, TableWrap } from '../part/Parts';
import { type Key, useWords } from '../words/words';

const KEYS: { keys: string[]; word: Key }[] = [
  { keys: ['Ctrl K'], word: 'keys.find' },
  { keys: ['?'], word: 'keys.help' },
  { keys: ['1', '…', '9'], word: 'keys.camera' },
  { keys: ['F'], word: 'keys.full' },
  { keys: ['Esc'], word: 'keys.back' },
  { keys: ['Space', 'K'], word: 'keys.play' },
  { keys: ['←', '→'], word: 'keys.step' },
  { keys: ['J', 'L'], word: 'keys.speed' },
  { keys: ['[', ']'], word: 'keys.marks' },
  { keys: ['E'], word: 'keys.export' },
  { keys: ['PgUp', 'PgDn', 'Home', 'End'], word: 'keys.page' },
  { keys: ['G', 'Shift G'], word: 'keys.gap' },
  { keys: ['N', 'P'], word: 'keys.change' },
  { keys: ['+', '−'], word: 'keys.zoom' },
  { keys: ['T'], word: 'keys.table' },
];

/** Every code that there is, in words, and the keys. Nothing of it needs the internet. */
export default function Help() {
  const { '*': what = '' } = useParams();
  if (what === 'keys') {
    return <Keys />;
  }
  return what === '' ? <All /> : <One code={what.toUpperCase()} />;
}

function All() {
  const { t } = useWords();
  const [text, setText] = useState('');
  const asked = useQuery(problemsAsked);
  const wanted = text.trim().toLowerCase();
  return (
    <Page
      title={t('help.title')}
      lead={t('help.lead')}
      actions={
        <Button component={Link} to="/help/keys" variant="default">
          {t('keys.title')}
        </Button>
      }
    >
      <div className="panel">
        <div className="panel-head">
          <TextInput
            aria-label={t('help.find')}
            placeholder={t('help.find')}
            leftSection={<Search size={15} aria-hidden="true" />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <Answered asked={asked}>
          {(problems) => (
            <TableWrap>
              <table className="table meanings">
                <tbody>
                  {problems
                    .filter(({ code, title }) => `${code} ${title}`.toLowerCase().includes(wanted))
                    .map(({ code, title }) => (
                      <tr key={code}>
                        <td className="name mono">
                          <Link to={`/help/${code}`}>{code}</Link>
                        </td>
                        <td>{title}</td>
                      </tr>
                    ))}
                </tbody>
              </table>
            </TableWrap>
          )}
        </Answered>
      </div>
    </Page>
  );
}

function One({ code }: { code: string }) {
  const { t } = useWords();
  const asked = useQuery(problemsAsked);
  return (
    <Answered asked={asked}>
      {(problems) => {
        const found = problems.find((one) => one.code === code);
        return (
          <Page
            title={found?.title ?? code}
            actions={
              <Button
                component={Link}
                to="/help"
                variant="default"
                leftSection={<ArrowLeft size={16} aria-hidden="true" />}
              >
                {t('help.all')}
              </Button>
            }
          >
            {found ? (
              <Panel title={t('help.means')} note={found.code} padded>
                <div className="explained">
                  {found.explanation.split(/\n+/).map((part) => (
                    <p key={part}>{part}</p>
                  ))}
                </div>
              </Panel>
            ) : (
              <Empty icon={BookOpen} title={t('help.unknown', { code })} />
            )}
          </Page>
        );
      }}
    </Answered>
  );
}

function Keys() {
  const { t } = useWords();
  return (
    <Page title={t('keys.title')}>
      <Panel title={t('keys.all')} padded>
        <dl className="facts keys">
          {KEYS.map(({ keys, word }) => (
            <div key={word} className="key-row">
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{t(word)}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </Page>
  );
}
