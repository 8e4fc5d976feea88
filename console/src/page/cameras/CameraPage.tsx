import { Button, NumberInput, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CameraOff, LayoutGrid, SquareActivity } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { type Camera, DELETE, GET, need, needTagged, PATCH, POST, type Schema } from '../../api/api';
import { recordersAsked } from '../../api/queries';
import { may, useMe } from '../../api/session';
import { Badge } from '../../part/Badge';
import { Answered, Empty, Failure, isNotThere, Page, Panel, ProblemCard } from '../../part/Parts';
import { Sheet } from '../../part/Sheet';
import { Moment, useQuantity } from '../../part/time';
import { bytes, number } from '../../words/quantity';
import { useWords } from '../../words/words';
import { Found } from './AddCamera';

/** One camera: how it is, what would be lost, and what is said of it. */
export default function CameraPage() {
  const { camera = '' } = useParams();
  const { t } = useWords();
  const me = useMe();
  const asked = useQuery({
    queryKey: ['cameras', camera],
    queryFn: () => needTagged(GET('/api/cameras/{camera}', { params: { path: { camera } } })),
    refetchInterval: 5_000,
  });
  if (isNotThere(asked.error)) {
    return (
      <Page title={camera}>
        <div className="panel">
          <Empty
            icon={CameraOff}
            title={t('camera.none', { camera })}
            action={
              <Button component={Link} to="/cameras" variant="default">
                {t('cameras.title')}
              </Button>
            }
          >
            {t('camera.none.means')}
          </Empty>
        </div>
      </Page>
    );
  }
  return (
    <Page
      title={camera}
      actions={
        <>
          {asked.data ? <Badge badge={asked.data.value.badge} /> : null}
          <Button
            component={Link}
            to={`/live?camera=${camera}`}
            variant="default"
            leftSection={<LayoutGrid size={16} aria-hidden="true" />}
          >
            {t('nav.live')}
          </Button>
          <Button
            component={Link}
            to={`/timeline?cams=${camera}`}
            variant="default"
            leftSection={<SquareActivity size={16} aria-hidden="true" />}
          >
            {t('nav.timeline')}
          </Button>
        </>
      }
    >
      <Answered asked={asked}>
        {({ value, tag }) => (
          <div className="stack">
            {value.status.problem ? (
              <ProblemCard
                problem={{
                  code: value.status.problem.code,
                  what: value.status.problem.detail,
                  footage: value.status.problem.footage,
                  next: value.status.problem.remedy,
                }}
              />
            ) : null}
            <div className="split">
              <Panel title={t('camera.now')} padded>
                <Now camera={value} />
              </Panel>
              <Panel title={t('camera.missing')}>
                <Missing status={value.status} />
              </Panel>
            </div>
            {may(me, 'configure') ? <Change key={tag} camera={value} tag={tag} /> : null}
          </div>
        )}
      </Answered>
    </Page>
  );
}

function Now({ camera }: { camera: Camera }) {
  const { t, language } = useWords();
  const { status } = camera;
  return (
    <dl className="facts">
      <dt>{t('cameras.recorder')}</dt>
      <dd>{status.owner ?? camera.recorder}</dd>
      <dt>{t('camera.home')}</dt>
      <dd>{status.home ?? camera.recorder}</dd>
      <dt>{t('camera.ready')}</dt>
      <dd>{status.shadow ?? '–'}</dd>
      <dt>{t('cameras.protection')}</dt>
      <dd>{t(`protection.${status.protection ?? camera.protection}`)}</dd>
      <dt>{t('cameras.loss')}</dt>
      <dd>{status.expectedLoss ?? '–'}</dd>
      <dt>{t('camera.durable')}</dt>
      <dd>{status.lastDurable ? <Moment at={status.lastDurable} /> : '–'}</dd>
      <dt>{t('cameras.picture')}</dt>
      <dd>
        {status.codec ?? '–'} {status.width ? `${status.width}×${status.height}` : ''}{' '}
        {status.framesPerSecond ? `${number(status.framesPerSecond, language, 1)} fps` : ''}{' '}
        {status.megabitsPerSecond ? `${number(status.megabitsPerSecond, language, 1)} Mbit/s` : ''}
      </dd>
      <dt>{t('camera.stored')}</dt>
      <dd>{bytes(status.bytes, language)}</dd>
      <dt>{t('camera.url')}</dt>
      <dd className="mono">{camera.url}</dd>
    </dl>
  );
}

function Missing({ status }: { status: Schema['CameraStatus'] }) {
  const { t, code } = useWords();
  const { length } = useQuantity();
  if (!status.missing || status.missing.length === 0) {
    return <p className="panel-body soft">{t('camera.missing.none')}</p>;
  }
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t('camera.cause')}</th>
          <th className="right">{t('camera.hour')}</th>
          <th className="right">{t('camera.day')}</th>
        </tr>
      </thead>
      <tbody>
        {status.missing.map((one) => (
          <tr key={one.cause}>
            <td>{code('cause', one.cause, {}, one.cause)}</td>
            <td className="right">{length(one.hourSeconds)}</td>
            <td className="right">{length(one.daySeconds)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Change({ camera, tag }: { camera: Camera; tag: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const recorders = useQuery(recordersAsked);
  const [patch, setPatch] = useState<Schema['CameraPatch']>({});
  const [removing, setRemoving] = useState(false);
  const set = (part: Schema['CameraPatch']) => setPatch((before) => ({ ...before, ...part }));
  const path = { camera: camera.camera };
  const save = useMutation({
    mutationFn: () =>
      need(
        PATCH('/api/cameras/{camera}', {
          params: { path, header: { 'If-Match': tag } },
          headers: { 'Content-Type': 'application/merge-patch+json' },
          body: patch,
        }),
      ),
    onSuccess: () => {
      setPatch({});
      queries.invalidateQueries({ queryKey: ['cameras'] });
    },
  });
  const test = useMutation({
    mutationFn: () =>
      need(
        POST('/api/camera-tests', {
          body: {
            url: patch.url ?? camera.url,
            camera: camera.camera,
            ...(patch.user ? { user: patch.user } : {}),
            ...(patch.password ? { password: patch.password } : {}),
          },
        }),
      ),
  });
  const remove = useMutation({
    mutationFn: () =>
      need(DELETE('/api/cameras/{camera}', { params: { path, header: { 'If-Match': tag } } })),
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: ['cameras'] });
      navigate('/cameras');
    },
  });
  return (
    <Panel title={t('camera.change')} padded>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextInput
          label={t('camera.url')}
          classNames={{ input: 'mono' }}
          value={patch.url ?? camera.url}
          onChange={(event) => set({ url: event.currentTarget.value })}
        />
        <TextInput
          label={t('camera.suburl')}
          classNames={{ input: 'mono' }}
          value={patch.subUrl ?? camera.subUrl ?? ''}
          onChange={(event) => set({ subUrl: event.currentTarget.value || null })}
        />
        <div className="pair">
          <TextInput
            label={t('camera.user')}
            autoComplete="off"
            value={patch.user ?? camera.user ?? ''}
            onChange={(event) => set({ user: event.currentTarget.value || null })}
          />
          <PasswordInput
            label={t('camera.password')}
            autoComplete="new-password"
            placeholder={camera.hasPassword ? t('camera.password.kept') : ''}
            value={patch.password ?? ''}
            onChange={(event) => set({ password: event.currentTarget.value })}
          />
        </div>
        <div className="pair">
          <Select
            label={t('camera.home')}
            data={(recorders.data ?? []).map((recorder) => recorder.recorder)}
            value={patch.recorder ?? camera.recorder}
            allowDeselect={false}
            onChange={(recorder) => recorder && set({ recorder })}
          />
          <Select
            label={t('cameras.protection')}
            data={(['shadowed', 'cold', 'none'] as const).map((value) => ({
              value,
              label: t(`protection.${value}`),
            }))}
            value={patch.protection ?? camera.protection}
            allowDeselect={false}
            onChange={(value) => set({ protection: value as 'shadowed' | 'cold' | 'none' })}
          />
          <NumberInput
            label={t('camera.priority')}
            description={t('camera.priority.why')}
            min={0}
            max={100}
            value={patch.priority ?? camera.priority}
            onChange={(value) => typeof value === 'number' && set({ priority: value })}
          />
        </div>
        <Switch
          label={t('camera.audio')}
          checked={patch.audio ?? camera.audio}
          onChange={(event) => set({ audio: event.currentTarget.checked })}
        />
        {test.data ? <Found test={test.data} /> : null}
        {save.error || test.error || remove.error ? (
          <Failure failure={save.error ?? test.error ?? remove.error} />
        ) : null}
        <div className="row">
          <Button type="submit" loading={save.isPending} disabled={Object.keys(patch).length === 0}>
            {t('common.save')}
          </Button>
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
            {t('camera.test')}
          </Button>
          <span className="bar-space" />
          <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
            {t('camera.remove')}
          </Button>
        </div>
      </form>
      <Sheet
        opened={removing}
        onClose={() => setRemoving(false)}
        title={t('camera.remove.title', { camera: camera.camera })}
      >
        <div className="stack">
          <p>{t('camera.remove.means')}</p>
          <div className="row">
            <Button variant="default" onClick={() => setRemoving(false)} data-autofocus>
              {t('common.cancel')}
            </Button>
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('camera.remove')}
            </Button>
          </div>
        </div>
      </Sheet>
    </Panel>
  );
}
