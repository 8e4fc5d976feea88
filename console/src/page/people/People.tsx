import { Button, MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Users, X } from 'lucide-react';
import { useState } from 'react';
import { DELETE, GET, need, needTagged, PATCH, POST, type Schema } from '../../api/api';
import { cameraGroupsAsked, camerasAsked, peopleAsked } from '../../api/queries';
import { useMe } from '../../api/session';
import { Mark } from '../../part/Badge';
import { Answered, Empty, Failure, Page, Panel, TableWrap } from '../../part/Parts';
import { Secret } from '../../part/Secret';
import { Sheet } from '../../part/Sheet';
import { Moment } from '../../part/time';
import { useWords } from '../../words/words';
import { Groups } from './Groups';

type Person = Schema['Person'];
type Grant = Schema['Grant'];

const ROLES = ['administrator', 'supervisor', 'operator', 'viewer', 'auditor'] as const;

/** Who may sign in, and what each may do for which cameras. A change bites at once. */
export default function People() {
  const { t } = useWords();
  const asked = useQuery(peopleAsked);
  const [editing, setEditing] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={t('people.title')}
      lead={t('people.lead')}
      actions={
        <Button leftSection={<Plus size={16} aria-hidden="true" />} onClick={() => setAdding(true)}>
          {t('people.add')}
        </Button>
      }
    >
      <div className="stack">
        <div className="panel">
          <Answered asked={asked}>
            {(people) =>
              people.length === 0 ? (
                <Empty icon={Users} title={t('people.empty')} />
              ) : (
                <PeopleTable people={people} onEdit={setEditing} />
              )
            }
          </Answered>
        </div>
        <Panel title={t('people.roles')} padded>
          <dl className="facts">
            {ROLES.map((role) => (
              <RoleRow key={role} role={role} />
            ))}
          </dl>
        </Panel>
        <Groups />
      </div>
      <Sheet opened={adding} onClose={() => setAdding(false)} title={t('people.add')} size="lg">
        {adding ? <AddPerson /> : null}
      </Sheet>
      <Sheet opened={editing !== null} onClose={() => setEditing(null)} title={editing ?? ''} size="lg">
        {editing ? <EditPerson name={editing} onDone={() => setEditing(null)} /> : null}
      </Sheet>
    </Page>
  );
}

function RoleRow({ role }: { role: (typeof ROLES)[number] }) {
  const { t } = useWords();
  return (
    <>
      <dt>{t(`role.${role}`)}</dt>
      <dd>{t(`role.${role}.may`)}</dd>
    </>
  );
}

function PeopleTable({ people, onEdit }: { people: Person[]; onEdit(name: string): void }) {
  const { t } = useWords();
  return (
    <TableWrap>
      <table className="table">
        <thead>
          <tr>
            <th>{t('people.name')}</th>
            <th>{t('people.role')}</th>
            <th>{t('recorder.state')}</th>
            <th>{t('people.last')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.name}>
              <td className="name">{person.name}</td>
              <td>
                {person.roles.map((grant) => (
                  <div key={JSON.stringify(grant)}>
                    <GrantWords grant={grant} />
                  </div>
                ))}
              </td>
              <td>
                <PersonState person={person} />
              </td>
              <td>
                {person.lastSignIn ? <Moment at={person.lastSignIn} /> : <span className="muted">–</span>}
              </td>
              <td className="right">
                <Button size="compact-sm" variant="default" onClick={() => onEdit(person.name)}>
                  {t('people.change')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableWrap>
  );
}

function GrantWords({ grant }: { grant: Grant }) {
  const { t } = useWords();
  const narrow = [...(grant.groups ?? []), ...(grant.cameras ?? [])];
  return (
    <>
      {t(`role.${grant.role}`)}{' '}
      <span className="muted small">{narrow.length === 0 ? t('people.allcameras') : narrow.join(', ')}</span>
    </>
  );
}

function PersonState({ person }: { person: Person }) {
  const { t } = useWords();
  if (!person.active) {
    return <Mark tone="off">{t('people.inactive')}</Mark>;
  }
  if (person.lockedUntil && Date.parse(person.lockedUntil) > Date.now()) {
    return <Mark tone="warn">{t('people.locked')}</Mark>;
  }
  if (person.invited) {
    return <Mark tone="stand">{t('people.invited')}</Mark>;
  }
  return <Mark tone="ok">{t(person.oidc ? 'people.oidc' : 'people.active')}</Mark>;
}

/** Roles, each for all cameras or for some. */
function Grants({ grants, onChange }: { grants: Grant[]; onChange(grants: Grant[]): void }) {
  const { t } = useWords();
  const cameras = useQuery(camerasAsked);
  const groups = useQuery(cameraGroupsAsked);
  const set = (at: number, grant: Grant) =>
    onChange(grants.map((one, index) => (index === at ? grant : one)));
  const GROUP = 'group:';
  const options = [
    ...(groups.data ?? []).map(({ group }) => ({
      value: GROUP + group,
      label: t('people.group', { group }),
    })),
    ...(cameras.data ?? []).map(({ camera }) => ({ value: camera, label: camera })),
  ];
  return (
    <div className="stack">
      {grants.map((grant, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a role is told by its place
        <div key={at} className="pair">
          <Select
            label={t('people.role')}
            data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
            value={grant.role}
            allowDeselect={false}
            onChange={(role) => set(at, { ...grant, role: role as Grant['role'] })}
          />
          <MultiSelect
            label={t('people.for')}
            placeholder={t('people.allcameras')}
            data={options}
            searchable
            clearable
            value={[...(grant.groups ?? []).map((group) => GROUP + group), ...(grant.cameras ?? [])]}
            onChange={(values) =>
              set(at, {
                role: grant.role,
                ...narrowed(
                  values.filter((value) => !value.startsWith(GROUP)),
                  values.filter((value) => value.startsWith(GROUP)).map((value) => value.slice(GROUP.length)),
                ),
              })
            }
          />
          {grants.length > 1 ? (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<X size={14} aria-hidden="true" />}
              onClick={() => onChange(grants.filter((_, index) => index !== at))}
            >
              {t('common.remove')}
            </Button>
          ) : null}
        </div>
      ))}
      <div>
        <Button size="compact-sm" variant="subtle" onClick={() => onChange([...grants, { role: 'viewer' }])}>
          {t('people.another')}
        </Button>
      </div>
    </div>
  );
}

function narrowed(cameras: string[], groups: string[]): Partial<Grant> {
  return { ...(cameras.length ? { cameras } : {}), ...(groups.length ? { groups } : {}) };
}

function AddPerson() {
  const { t } = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [grants, setGrants] = useState<Grant[]>([{ role: 'viewer' }]);
  const add = useMutation({
    mutationFn: () => need(POST('/api/people', { body: { name: name.trim(), roles: grants } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['people'] }),
  });
  if (add.data) {
    return <CodeShown name={add.data.name} code={add.data.code} />;
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <TextInput
        label={t('people.name')}
        name="person"
        required
        data-autofocus
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Grants grants={grants} onChange={setGrants} />
      {add.error ? <Failure failure={add.error} /> : null}
      <Button type="submit" loading={add.isPending} disabled={name.trim() === ''}>
        {t('people.invite')}
      </Button>
    </form>
  );
}

function CodeShown({ name, code }: { name: string; code: string }) {
  const { t } = useWords();
  return (
    <div className="stack">
      <p>{t('people.code', { name })}</p>
      <Secret text={code} />
      <p className="muted">{t('people.code.once')}</p>
    </div>
  );
}

function EditPerson({ name, onDone }: { name: string; onDone(): void }) {
  const asked = useQuery({
    queryKey: ['people', name],
    queryFn: () => needTagged(GET('/api/people/{person}', { params: { path: { person: name } } })),
  });
  return (
    <Answered asked={asked}>
      {({ value, tag }) => <PersonForm key={tag} person={value} tag={tag} onDone={onDone} />}
    </Answered>
  );
}

function PersonForm({ person, tag, onDone }: { person: Person; tag: string; onDone(): void }) {
  const { t } = useWords();
  const me = useMe();
  const queries = useQueryClient();
  const [grants, setGrants] = useState<Grant[]>(person.roles);
  const [active, setActive] = useState(person.active);
  const path = { person: person.name };
  const done = () => {
    queries.invalidateQueries({ queryKey: ['people'] });
    onDone();
  };
  const save = useMutation({
    mutationFn: () =>
      need(
        PATCH('/api/people/{person}', {
          params: { path, header: { 'If-Match': tag } },
          body: { roles: grants, active },
        }),
      ),
    onSuccess: done,
  });
  const code = useMutation({
    mutationFn: () => need(POST('/api/people/{person}/invitation', { params: { path } })),
  });
  const signOut = useMutation({
    mutationFn: () => need(DELETE('/api/people/{person}/sessions', { params: { path } })),
    onSuccess: done,
  });
  const remove = useMutation({
    mutationFn: () => need(DELETE('/api/people/{person}', { params: { path } })),
    onSuccess: done,
  });
  const failure = save.error ?? code.error ?? signOut.error ?? remove.error;
  if (code.data) {
    return <CodeShown name={person.name} code={code.data.code} />;
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Grants grants={grants} onChange={setGrants} />
      <Switch
        label={t('people.maysignin')}
        checked={active}
        disabled={person.name === me.name}
        onChange={(event) => setActive(event.currentTarget.checked)}
      />
      {failure ? <Failure failure={failure} /> : null}
      <div className="row">
        <Button type="submit" loading={save.isPending}>
          {t('common.save')}
        </Button>
        <Button variant="default" onClick={() => code.mutate()}>
          {t('people.newcode')}
        </Button>
        <Button variant="default" onClick={() => signOut.mutate()}>
          {t('people.signout')}
        </Button>
        <span className="bar-space" />
        {person.name === me.name ? null : (
          <Button variant="subtle" color="red" onClick={() => remove.mutate()}>
            {t('common.remove')}
          </Button>
        )}
      </div>
    </form>
  );
}
