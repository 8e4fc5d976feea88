import { CloseButton } from '@mantine/core';
import { ArrowRightLeft, TriangleAlert, WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { type Happening, hear } from '../api/events';
import { zone } from '../part/time';
import { timeOfDay } from '../words/quantity';
import { useWords } from '../words/words';

/** One sentence about the change of recorder that has just happened; polite, and never in the way. */
export function Banner({ connected }: { connected: boolean }) {
  const { t, language } = useWords();
  const [news, setNews] = useState<Happening | null>(null);
  const [away, setAway] = useState(false);

  useEffect(
    () =>
      hear((event) => {
        if (event.type === 'lidless.failover.decided' || event.type === 'lidless.failover.returned') {
          setNews(event);
        }
      }),
    [],
  );
  useEffect(() => {
    // A server's death is over within a second or two; only what lasts is said.
    const timer = setTimeout(() => setAway(!connected), connected ? 0 : 4_000);
    return () => clearTimeout(timer);
  }, [connected]);

  return (
    <div role="status" aria-live="polite">
      {away ? (
        <div className="banner warn">
          <WifiOff aria-hidden="true" />
          <p>
            {t('banner.away')}
            <small>{t('banner.away.means')}</small>
          </p>
        </div>
      ) : null}
      {news ? (
        <div className={`banner ${news.type.endsWith('decided') ? 'warn' : ''}`}>
          {news.type.endsWith('decided') ? (
            <TriangleAlert aria-hidden="true" />
          ) : (
            <ArrowRightLeft aria-hidden="true" />
          )}
          <p>
            {t(news.type.endsWith('decided') ? 'banner.decided' : 'banner.returned', {
              from: news.from ?? '',
              to: news.to ?? news.recorder ?? '',
              at: timeOfDay(Date.parse(news.at), language, zone),
            })}{' '}
            <Link to="/failover">{t('banner.show')}</Link>
            <small>
              {t(news.type.endsWith('decided') ? 'banner.decided.means' : 'banner.returned.means')}
            </small>
          </p>
          <CloseButton aria-label={t('common.close')} onClick={() => setNews(null)} />
        </div>
      ) : null}
    </div>
  );
}
