import { Button, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { need, once, POST, type Schema } from '../../api/api';
import { recordersAsked } from '../../api/queries';
import { Failure, ProblemCard } from '../../part/Parts';
import { useWords } from '../../words/words';

const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const PROTECTIONS = ['shadowed', 'cold', 'none'] as const;

interface Fields {
  camera: string;
  url: string;
  subUrl: string;
  user: string;
  password: string;
  audio: boolean;
  recorder: string | null;
  protection: (typeof PROTECTIONS)[number];
}

/** One camera by its address: tested where it matters, recorded from the moment it is added. */
export function AddCamera({ taken, onDone }: { taken: string[]; onDone(): void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const recorders = useQuery(recordersAsked);
  const [fields, setFields] = useState<Fields>({
    camera: '',
    url: '',
    subUrl: '',
    user: '',
    password: '',
    audio: true,
    recorder: null,
    protection: 'shadowed',
  });
  const set = (part: Partial<Fields>) => setFields((before) => ({ ...before, ...part }));
  const login = {
    ...(fields.user ? { user: fields.user } : {}),
    ...(fields.password ? { password: fields.password } : {}),
  };
  const test = useMutation({
    mutationFn: () => need(POST('/api/camera-tests', { body: { url: fields.url.trim(), ...login } })),
  });
  const add = useMutation({
    mutationFn: () =>
      need(
        POST('/api/cameras', {
          params: { header: once() },
          body: {
            camera: fields.camera,
            url: fields.url.trim(),
            ...(fields.subUrl.trim() ? { subUrl: fields.subUrl.trim() } : {}),
            ...login,
            audio: fields.audio,
            protection: fields.protection,
            ...(fields.recorder ? { recorder: fields.recorder } : {}),
          },
        }),
      ),
    onSuccess: () => {
      for (const key of ['cameras', 'overview', 'plan', 'recorders']) {
        queries.invalidateQueries({ queryKey: [key] });
      }
      onDone();
    },
  });
  const nameWrong =
    fields.camera !== '' && !NAME.test(fields.camera)
      ? t('camera.name.rule')
      : taken.includes(fields.camera)
        ? t('camera.name.taken')
        : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const several = (recorders.data?.length ?? 0) > 1;
  return (
    <form className="stack" onSubmit={submit} autoComplete="off">
      <TextInput
        label={t('camera.name')}
        description={t('camera.name.rule')}
        placeholder="gate"
        required
        data-autofocus
        name="camera"
        error={nameWrong}
        value={fields.camera}
        onChange={(event) => set({ camera: event.currentTarget.value.toLowerCase().replace(/\s+/g, '-') })}
      />
      <TextInput
        label={t('camera.url')}
        description={t('camera.url.where')}
        placeholder="rtsp://192.168.1.20/stream1"
        required
        name="url"
        classNames={{ input: 'mono' }}
        value={fields.url}
        onChange={(event) => set({ url: event.currentTarget.value })}
      />
      <div className="pair">
        <TextInput
          label={t('camera.user')}
          autoComplete="off"
          name="camera-user"
          value={fields.user}
          onChange={(event) => set({ user: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('camera.password')}
          autoComplete="new-password"
          name="camera-password"
          value={fields.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
        />
      </div>
      <details className="more">
        <summary>{t('camera.more')}</summary>
        <div className="stack">
          <TextInput
            label={t('camera.suburl')}
            description={t('camera.suburl.why')}
            classNames={{ input: 'mono' }}
            value={fields.subUrl}
            onChange={(event) => set({ subUrl: event.currentTarget.value })}
          />
          {several ? (
            <div className="pair">
              <Select
                label={t('cameras.recorder')}
                data={(recorders.data ?? []).map((recorder) => recorder.recorder)}
                placeholder={t('camera.recorder.any')}
                value={fields.recorder}
                clearable
                onChange={(recorder) => set({ recorder })}
              />
              <Select
                label={t('cameras.protection')}
                data={PROTECTIONS.map((value) => ({ value, label: t(`protection.${value}`) }))}
                value={fields.protection}
                allowDeselect={false}
                onChange={(value) => set({ protection: (value ?? 'shadowed') as Fields['protection'] })}
              />
            </div>
          ) : null}
          <Switch
            label={t('camera.audio')}
            checked={fields.audio}
            onChange={(event) => set({ audio: event.currentTarget.checked })}
          />
        </div>
      </details>
      {test.data ? <Found test={test.data} /> : null}
      {test.error ? <Failure failure={test.error} /> : null}
      {add.error ? <Failure failure={add.error} /> : null}
      <div className="row">
        <Button
          variant="default"
          loading={test.isPending}
          disabled={fields.url.trim() === ''}
          onClick={() => test.mutate()}
        >
          {t('camera.test')}
        </Button>
        <span className="bar-space" />
        <Button
          type="submit"
          loading={add.isPending}
          disabled={fields.camera === '' || fields.url.trim() === '' || nameWrong !== undefined}
        >
          {t('camera.add')}
        </Button>
      </div>
      <p className="muted small">{t('camera.atonce')}</p>
    </form>
  );
}

/** What the camera answered, in plain words. */
export function Found({ test }: { test: Schema['CameraTest'] }) {
  const { t } = useWords();
  return (
    <div className={`found ${test.recordable ? 'ok' : 'bad'}`} role="status">
      {test.recordable ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />}
      <div>
        <b>
          {t(test.recordable ? 'camera.test.good' : 'camera.test.bad')}
          {test.codec ? ` ${test.codec} ${test.width ?? ''}×${test.height ?? ''}` : ''}
          {test.framesPerSecond ? ` ${Math.round(test.framesPerSecond)} fps` : ''}
        </b>
        <ul>
          {test.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {test.problem ? (
          <ProblemCard
            problem={{
              code: test.problem.code,
              what: test.problem.detail,
              footage: test.problem.footage,
              next: test.problem.remedy,
            }}
          />
        ) : null}
      </div>
    </div>
  );
}
