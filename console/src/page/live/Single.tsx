import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { ArrowLeft, CameraIcon, History, Volume2, VolumeX } from 'lucide-react';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Camera } from '../../api/api';
import { may, useMe } from '../../api/session';
import { Badge } from '../../part/Badge';
import { useWords } from '../../words/words';
import { Tile } from './Tile';

const BACK_S = 30;

/** One camera, large: main stream, sound, a still to keep, and the way back in time. */
export function Single({
  name,
  camera,
  onBack,
}: {
  name: string;
  camera: Camera | undefined;
  onBack: () => void;
}) {
  const { t } = useWords();
  const me = useMe();
  const [sound, setSound] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const status = camera?.status;
  return (
    <div className="single">
      <header className="live-bar">
        <Button variant="default" leftSection={<ArrowLeft size={16} aria-hidden="true" />} onClick={onBack}>
          {t('live.back')}
        </Button>
        <h1>{name}</h1>
        {camera ? <Badge badge={camera.badge} /> : null}
        <span className="muted small live-facts">
          {status?.codec ? `${status.codec} ${status.width ?? ''}×${status.height ?? ''}` : ''}
        </span>
        <span className="bar-space" />
        {camera?.audio ? (
          <Tooltip label={t(sound ? 'live.sound.off' : 'live.sound.on')}>
            <ActionIcon
              variant="default"
              size="lg"
              aria-pressed={sound}
              aria-label={t(sound ? 'live.sound.off' : 'live.sound.on')}
              onClick={() => setSound(!sound)}
            >
              {sound ? <Volume2 size={18} /> : <VolumeX size={18} />}
            </ActionIcon>
          </Tooltip>
        ) : null}
        <Tooltip label={t('live.still')}>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('live.still')}
            onClick={() => keepStill(box.current, name)}
          >
            <CameraIcon size={18} />
          </ActionIcon>
        </Tooltip>
        {may(me, 'playback', name) ? (
          <Button
            component={Link}
            to={`/timeline?cams=${name}&back=${BACK_S}`}
            variant="default"
            leftSection={<History size={16} aria-hidden="true" />}
          >
            {t('live.back30', { n: BACK_S })}
          </Button>
        ) : null}
      </header>
      <div className="single-picture" ref={box}>
        <Tile name={name} camera={camera} large sound={sound} />
      </div>
    </div>
  );
}

/** What is on the screen, as a PNG file. It is a picture of a picture, not evidence; an export is. */
function keepStill(box: HTMLElement | null, name: string): void {
  const video = box?.querySelector('video');
  if (!video || video.videoWidth === 0) {
    return;
  }
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  canvas.toBlob((blob) => {
    if (blob) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = `${name}-${new Date().toISOString().replace(/[:.]/g, '-')}.png`;
      link.click();
      URL.revokeObjectURL(link.href);
    }
  });
}
