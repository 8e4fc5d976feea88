import { Button, PasswordInput, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { need, PUT } from '../../api/api';
import { may, useMe } from '../../api/session';
import { type Light, useLight } from '../../app/light';
import { Failure, Page, Panel } from '../../part/Parts';
import { LANGUAGES, type Language, useWords } from '../../words/words';
import { Config } from './Config';
import { Tokens } from './Tokens';

/** What is the person's own first, then what is the site's. */
export default function Settings() {
  const { t } = useWords();
  const me = useMe();
  return (
    <Page title={t('settings.title')}>
      <div className="stack">
        <Panel title={t('settings.you', { name: me.name })} padded>
          <Own />
        </Panel>
        <Tokens />
        {may(me, 'configure') ? <Config /> : null}
      </div>
    </Page>
  );
}

function Own() {
  const { t, language, setLanguage } = useWords();
  const [light, setLight] = useLight();
  const [before, setBefore] = useState('');
  const [after, setAfter] = useState('');
  const change = useMutation({
    mutationFn: () => need(PUT('/api/session/password', { body: { old: before, new: after } })),
    onSuccess: () => {
      setBefore('');
      setAfter('');
    },
  });
  return (
    <div className="stack">
      <div className="row">
        <SegmentedControl
          aria-label={t('person.light')}
          data={(['dark', 'light', 'auto'] as const).map((value) => ({ value, label: t(`light.${value}`) }))}
          value={light}
          onChange={(value) => setLight(value as Light)}
        />
        <SegmentedControl
          aria-label={t('person.language')}
          data={[...LANGUAGES]}
          value={language}
          onChange={(value) => setLanguage(value as Language)}
        />
      </div>
      <form
        className="pair"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <PasswordInput
          label={t('settings.password.old')}
          autoComplete="current-password"
          value={before}
          onChange={(event) => setBefore(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('settings.password.new')}
          autoComplete="new-password"
          value={after}
          onChange={(event) => setAfter(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          className="pair-button"
          loading={change.isPending}
          disabled={before === '' || after.length < 10}
        >
          {t('settings.password.change')}
        </Button>
      </form>
      {change.isSuccess ? <p role="status">{t('settings.password.done')}</p> : null}
      {change.error ? <Failure failure={change.error} /> : null}
    </div>
  );
}
