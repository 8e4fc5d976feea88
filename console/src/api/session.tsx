import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { DELETE, GET, isAway, type Me, need, POST, Refused, type Right, servers } from './api';

/** Before a token of ten minutes runs out. */
const RENEW_MS = 4 * 60_000;
const AGAIN_MS = 1_500;

export type Session = { state: 'asking' } | { state: 'nobody' } | { state: 'away' } | { state: 'in'; me: Me };

interface Held {
  session: Session;
  entered(me: Me): void;
  leave(): Promise<void>;
  ask(): void;
}

const Context = createContext<Held | null>(null);

/** Knows who is signed in, keeps the sign-in fresh, and ends it when a server says that it has ended. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session>({ state: 'asking' });
  const queries = useQueryClient();

  const entered = useCallback((me: Me) => {
    servers.signedIn({ csrf: me.csrf, token: me.token });
    servers.learn(me.servers);
    setSession({ state: 'in', me });
  }, []);

  const ask = useCallback(() => {
    need(GET('/api/session', {})).then(entered, (failure: unknown) => {
      if (failure instanceof Refused && failure.problem.status === 401) {
        servers.signedOut();
        setSession({ state: 'nobody' });
      } else {
        // A site that does not answer is no reason to sign anybody out.
        setSession((before) => (before.state === 'in' && isAway(failure) ? before : { state: 'away' }));
      }
    });
  }, [entered]);

  useEffect(ask, [ask]);
  useEffect(() => {
    if (session.state === 'nobody') {
      return undefined;
    }
    const timer = setInterval(ask, session.state === 'in' ? RENEW_MS : AGAIN_MS);
    return () => clearInterval(timer);
  }, [session.state, ask]);

  const leave = useCallback(async () => {
    // The pages stop asking before the server ends the session: what they asked after it would be refused.
    setSession({ state: 'asking' });
    try {
      await need(DELETE('/api/session', {}));
    } catch (failure) {
      ask();
      throw failure;
    }
    servers.signedOut();
    queries.clear();
    setSession({ state: 'nobody' });
  }, [queries, ask]);

  const held = useMemo(() => ({ session, entered, leave, ask }), [session, entered, leave, ask]);
  return <Context value={held}>{children}</Context>;
}

export function useSession(): Held {
  const held = useContext(Context);
  if (!held) {
    throw new Error('no session around this part');
  }
  return held;
}

/** Who is signed in; only inside pages that need it. */
export function useMe(): Me {
  const { session } = useSession();
  if (session.state !== 'in') {
    throw new Error('nobody is signed in');
  }
  return session.me;
}

/** Whether the one who is signed in has a right: for a camera, or for the site or any camera at all. */
export function may(me: Me, right: Right, camera?: string): boolean {
  if (me.rights.includes(right)) {
    return true;
  }
  const single = me.cameras ?? {};
  return camera === undefined
    ? Object.values(single).some((rights) => rights.includes(right))
    : (single[camera]?.includes(right) ?? false);
}

export function signIn(name: string, password: string): Promise<Me> {
  return need(POST('/api/session', { body: { name, password } }));
}

export function firstSignIn(code: string, name: string, password: string): Promise<Me> {
  return need(POST('/api/session/first', { body: { code, name, password } }));
}
