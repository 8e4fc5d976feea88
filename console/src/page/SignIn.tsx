import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LogIn } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { GET, type Me, need, type Schema } from '../api/api';
import { firstSignIn, signIn, useSession } from '../api/session';
import { Eye } from '../app/Eye';
import { Answered, Failure } from '../part/Parts';
import { LANGUAGES, useWords } from '../words/words';
import './sign-in.css';

const PASSWORD_MIN = 10;

/** The door: sign in, or, of a site nobody can sign in to yet, make its first administrator. */
export function SignIn() {
  const { t } = useWords();
  const ways = useQuery({
    queryKey: ['ways'],
    queryFn: () => need(GET('/api/session/ways', {})),
    retry: true,
  });
  useEffect(() => {
    document.title = `${t('signin.title')} · Lidless`;
  }, [t]);
  return (
    <AtDoor>
      <Answered asked={ways}>{(found) => <Way ways={found} />}</Answered>
    </AtDoor>
  );
}

/** What is seen without being signed in; `wide`: help, from which one goes back to the sign-in. */
export function AtDoor({ wide, children }: { wide?: boolean; children: ReactNode }) {
  const { t, language, setLanguage } = useWords();
  return (
    <main className="door">
      <div className={wide ? 'door-in wide' : 'door-in'}>
        <div className="door-mark">
          <Eye />
          <span>Lidless</span>
        </div>
        {children}
        <nav className="door-foot" aria-label={t('person.language')}>
          {LANGUAGES.map(({ value, label }) => (
            <button
              type="button"
              key={value}
              lang={value}
              aria-pressed={language === value}
              onClick={() => setLanguage(value)}
            >
              {label}
            </button>
          ))}
          {wide ? <Link to="/">{t('signin.title')}</Link> : <a href="/verify">{t('signin.verify')}</a>}
        </nav>
      </div>
    </main>
  );
}

function Way({ ways }: { ways: Schema['WaysIn'] }) {
  const { t } = useWords();
  const [coded, setCoded] = useState(ways.first);
  return coded ? (
    <>
      <CodeForm first={ways.first} />
      {ways.first ? null : (
        <button type="button" className="door-other" onClick={() => setCoded(false)}>
          {t('signin.haspassword')}
        </button>
      )}
    </>
  ) : (
    <>
      <PasswordForm ways={ways} />
      <button type="button" className="door-other" onClick={() => setCoded(true)}>
        {t('signin.hascode')}
      </button>
    </>
  );
}

/** Sends a form, shows why it was refused, and enters when it was not. */
function useEntering(ask: () => Promise<Me>, then?: () => void) {
  const { entered } = useSession();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    ask()
      .then((me) => {
        then?.();
        entered(me);
      }, setFailure)
      .finally(() => setBusy(false));
  };
  return { busy, failure, submit };
}

function PasswordForm({ ways }: { ways: Schema['WaysIn'] }) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { busy, failure, submit } = useEntering(() => signIn(name.trim(), password));
  return (
    <form className="door-form" onSubmit={submit}>
      <h1>{t('signin.title')}</h1>
      <p className="muted">{t('signin.lead', { site: ways.site })}</p>
      {failure ? <Failure failure={failure} /> : null}
      {ways.password ? (
        <>
          <TextInput
            label={t('signin.name')}
            name="username"
            autoComplete="username"
            autoFocus
            required
            size="md"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('signin.password')}
            name="password"
            autoComplete="current-password"
            required
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button
            type="submit"
            size="md"
            fullWidth
            loading={busy}
            leftSection={<LogIn size={18} aria-hidden="true" />}
          >
            {t('signin.go')}
          </Button>
        </>
      ) : null}
      {ways.oidc ? (
        <Button component="a" href="/api/session/oidc" size="md" variant="default" fullWidth>
          {t('signin.oidc', { name: ways.oidc.name })}
        </Button>
      ) : null}
    </form>
  );
}

function CodeForm({ first }: { first: boolean }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [code, setCode] = useState('');
  const [name, setName] = useState(first ? 'admin' : '');
  const [password, setPassword] = useState('');
  const short = password.length > 0 && password.length < PASSWORD_MIN;
  const { busy, failure, submit } = useEntering(
    () => firstSignIn(code.trim(), name.trim(), password),
    () => navigate(first ? '/cameras?add=first' : '/'),
  );
  return (
    <form className="door-form" onSubmit={submit}>
      <h1>{t(first ? 'first.title' : 'invited.title')}</h1>
      <p className="muted">{t(first ? 'first.lead' : 'invited.lead')}</p>
      {failure ? <Failure failure={failure} /> : null}
      <TextInput
        label={t('first.code')}
        description={t(first ? 'first.code.where' : 'invited.code.where')}
        name="code"
        autoComplete="one-time-code"
        autoFocus
        required
        size="md"
        classNames={{ input: 'mono' }}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <TextInput
        label={t('first.name')}
        name="username"
        autoComplete="username"
        required
        size="md"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('first.password')}
        description={t('first.password.rule', { min: PASSWORD_MIN })}
        error={short ? t('first.password.short', { left: PASSWORD_MIN - password.length }) : undefined}
        name="new-password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_MIN}
        size="md"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" size="md" fullWidth loading={busy} disabled={password.length < PASSWORD_MIN}>
        {t('first.go')}
      </Button>
      <p className="small muted">
        <Link to="/help/LID-ACC-007">{t('first.help')}</Link>
      </p>
    </form>
  );
}
