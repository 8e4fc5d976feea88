import { Button, Loader } from '@mantine/core';
import { CircleAlert, type LucideIcon, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { isAway, Refused } from '../api/api';
import { useWords } from '../words/words';

/** A page with its heading; its title is the tab's, too. */
export function Page(props: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  full?: boolean;
}) {
  useEffect(() => {
    document.title = `${props.title} · Lidless`;
  }, [props.title]);
  return (
    <div className={props.full ? 'page-full' : 'page-in'}>
      <header className="page-head">
        <h1>{props.title}</h1>
        {props.actions ? <div className="row push">{props.actions}</div> : null}
        {props.lead ? <p className="lead">{props.lead}</p> : null}
      </header>
      {props.children}
    </div>
  );
}

export function Panel(props: {
  title: string;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  padded?: boolean;
}) {
  return (
    <section className="panel" aria-label={props.title}>
      <div className="panel-head">
        <h2>{props.title}</h2>
        {props.note ? <span className="note">{props.note}</span> : null}
        {props.actions ? <div className="row push">{props.actions}</div> : null}
      </div>
      {props.padded ? <div className="panel-body">{props.children}</div> : props.children}
    </section>
  );
}

/** What stands where there is nothing yet: why, and what to do next. */
export function Empty(props: { icon: LucideIcon; title: string; children?: ReactNode; action?: ReactNode }) {
  const Icon = props.icon;
  return (
    <div className="empty">
      <Icon aria-hidden="true" />
      <h3>{props.title}</h3>
      {props.children ? <p>{props.children}</p> : null}
      {props.action}
    </div>
  );
}

export function Waiting() {
  const { t } = useWords();
  return (
    <div className="empty" role="status">
      <Loader size="sm" aria-hidden="true" />
      <span>{t('common.loading')}</span>
    </div>
  );
}

interface Shown {
  code: string;
  what: string;
  footage: string;
  next: string;
}

/** What happened, what it means for footage, what to do, and its help page. */
export function ProblemCard({ problem, onRetry }: { problem: Shown; onRetry?: () => void }) {
  const { t, code } = useWords();
  return (
    <div className="problem" role="alert">
      <CircleAlert aria-hidden="true" />
      <div>
        <b>{code('problem', problem.code, {}, problem.what)}</b>
        {problem.footage ? <p>{problem.footage}</p> : null}
        {problem.next ? <p>{problem.next}</p> : null}
        <div className="row small">
          {problem.code ? (
            <Link to={`/help/${problem.code}`} className="code">
              {problem.code}
            </Link>
          ) : null}
          {onRetry ? (
            <Button size="compact-sm" variant="default" onClick={onRetry}>
              {t('common.again')}
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  );
}

/** A failure in the user's words, whatever it was. */
export function Failure({ failure, onRetry }: { failure: unknown; onRetry?: () => void }) {
  const { t } = useWords();
  if (failure instanceof Refused) {
    const { detail, footage, next, code } = failure.problem;
    const what = detail || t('failure.unknown', { status: failure.problem.status });
    return <ProblemCard problem={{ code, what, footage, next }} {...(onRetry ? { onRetry } : {})} />;
  }
  if (isAway(failure)) {
    return (
      <Empty icon={WifiOff} title={t('failure.away')}>
        {t('failure.away.means')}
      </Empty>
    );
  }
  const what = t('failure.console', { what: failure instanceof Error ? failure.message : String(failure) });
  return <ProblemCard problem={{ code: '', what, footage: t('failure.console.footage'), next: '' }} />;
}

/** A table that may be wider than a phone: it scrolls by itself, and by keyboard. */
export function TableWrap({ className, children }: { className?: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={`table-wrap ${className ?? ''}`} tabIndex={0} aria-label={t('common.table')}>
      {children}
    </section>
  );
}

/** Whether the site answered that there is no such thing. */
export function isNotThere(failure: unknown): boolean {
  return failure instanceof Refused && failure.problem.status === 404;
}

interface Asked<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** Shows an answer when it is there; what is old is better than nothing while the site does not answer. */
export function Answered<T>({ asked, children }: { asked: Asked<T>; children: (data: T) => ReactNode }) {
  if (asked.data !== undefined) {
    return <>{children(asked.data)}</>;
  }
  return asked.error ? <Failure failure={asked.error} onRetry={() => void asked.refetch()} /> : <Waiting />;
}
