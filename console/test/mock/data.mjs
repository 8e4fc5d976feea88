// A small site that never changes: what the API answers in the tests of the console. Times are relative to its start.

export const START = Date.now();
export const at = (secondsAgo) => new Date(START - secondsAgo * 1000).toISOString();

const recorders = ['rec-a', 'rec-b', 'rec-c'];
const names = [
  'gate',
  'yard-north',
  'yard-south',
  'lobby',
  'dock-1',
  'dock-2',
  'dock-3',
  'corridor',
  'server-room',
  'parking',
  'ramp',
  'roof',
];

const complaint = (code, title, detail, footage, remedy) => ({ code, title, detail, footage, remedy });

function status(name, index) {
  const home = recorders[index % 2];
  const silent = name === 'parking';
  return {
    camera: name,
    stream: 'main',
    state: silent ? 'reconnecting' : 'recording',
    recording: !silent,
    since: at(86_400 * 3),
    codec: index % 4 === 3 ? 'H.265' : 'H.264',
    width: 1920,
    height: 1080,
    framesPerSecond: 25,
    megabitsPerSecond: 3.9 + index / 10,
    lastDurable: at(silent ? 312 : 0.4),
    bytes: 42_000_000_000,
    samples: 6_480_000,
    gaps: silent ? 2 : 0,
    missing: silent
      ? [{ cause: 'camera-silent', hourGaps: 1, hourSeconds: 312, dayGaps: 2, daySeconds: 341.5 }]
      : [],
    damaged: 0,
    sessions: 1,
    ringBytes: 7_500_000,
    attempts: silent ? 31 : 0,
    ...(silent
      ? {
          hindrance: 'camera',
          step: 'other-transport',
          problem: complaint(
            'LID-CAM-001',
            'A camera does not answer',
            'parking does not answer at 10.1.4.17 (tried 31 times in 5 minutes).',
            'Not recorded since then; the gap is on the timeline.',
            'Check its power and cable; another recorder cannot reach it either.',
          ),
        }
      : {}),
    mode: 'record',
    owner: name === 'dock-2' ? 'rec-c' : home,
    epoch: 5,
    home,
    shadow: 'rec-c',
    protection: index === 9 ? 'none' : index === 10 ? 'cold' : 'shadowed',
    ready: index !== 9,
    expectedLoss: index === 10 ? 'about 3 s when its recorder fails' : 'nothing when a recorder fails',
  };
}

export function cameras() {
  return names.map((name, index) => ({
    camera: name,
    url: `rtsp://10.1.4.${10 + index}:554/stream1`,
    ...(index % 2 ? { subUrl: `rtsp://10.1.4.${10 + index}:554/stream2` } : {}),
    user: 'viewer',
    hasPassword: true,
    transport: 'tcp',
    audio: index === 3,
    recorder: recorders[index % 2],
    priority: 50,
    megabits: 4,
    protection: index === 10 ? 'cold' : 'shadowed',
    badge:
      name === 'parking'
        ? 'not-recording'
        : name === 'dock-2'
          ? 'standing-in'
          : name === 'ramp'
            ? 'at-risk'
            : 'protected',
    status: status(name, index),
  }));
}

export function recordersNow() {
  return recorders.map((recorder, index) => ({
    recorder,
    standby: recorder === 'rec-c',
    group: 'all',
    zone: index === 2 ? 'hall-2' : 'hall-1',
    state: 'well',
    drained: false,
    leaving: false,
    records: index === 2 ? 1 : index === 0 ? 6 : 5,
    shadows: index === 2 ? 11 : 0,
  }));
}

export const groups = [
  {
    group: 'all',
    state: 'at risk',
    primaries: ['rec-a', 'rec-b'],
    standbys: ['rec-c'],
    used: [],
    lost: [],
    stranded: [],
    unguarded: ['ramp'],
    wouldDrop: ['roof'],
  },
];

export const incidents = [
  incident(3, 'rec-b', 'gone', 4_200, ['dock-2', 'yard-north', 'lobby']),
  incident(2, 'rec-a', 'silent', 93_000, ['gate', 'dock-1']),
  incident(1, 'rec-a', 'gone', 612_000, ['gate', 'dock-1', 'yard-south', 'dock-3']),
];

function incident(id, lost, cause, secondsAgo, taken) {
  return {
    id,
    lost,
    cause,
    heard: at(secondsAgo),
    noticed: at(secondsAgo - (cause === 'gone' ? 0.041 : 2.1)),
    decided: at(secondsAgo - (cause === 'gone' ? 0.086 : 2.5)),
    cameras: taken.map((camera) => ({
      camera,
      epoch: 5,
      heir: 'rec-c',
      warm: camera !== 'dock-3',
      isHome: camera !== 'dock-2',
    })),
  };
}

export function measured(id) {
  const incident = incidents.find((one) => one.id === id);
  return (
    incident && {
      incident,
      cameras: incident.cameras.map(({ camera, warm }, index) => ({
        camera,
        lostSeconds: warm ? 0 : 2.84,
        awaySeconds: id === 3 && index === 0 ? 12.2 : 0,
        firstDurable: new Date(Date.parse(incident.decided) + 60 + index * 35).toISOString(),
        takeoverSeconds: warm ? 0.09 + index / 50 : 3.1,
      })),
    }
  );
}

export const plan = {
  version: 1,
  now: at(0),
  groups,
  single: [
    {
      recorders: ['rec-a'],
      heirs: [
        {
          recorder: 'rec-c',
          warm: ['gate', 'yard-south', 'dock-1', 'dock-3', 'server-room'],
          cold: ['ramp'],
        },
      ],
      dropped: [],
    },
    {
      recorders: ['rec-b'],
      heirs: [{ recorder: 'rec-c', warm: ['yard-north', 'lobby', 'corridor', 'parking'], cold: [] }],
      dropped: ['roof'],
    },
    { recorders: ['rec-c'], heirs: [{ recorder: 'rec-b', warm: [], cold: ['dock-2'] }], dropped: [] },
  ],
  two: {
    tried: 3,
    dropping: 2,
    worst: [{ recorders: ['rec-a', 'rec-c'], heirs: [], dropped: ['gate', 'yard-south', 'dock-1'] }],
  },
  three: { tried: 1, dropping: 1, worst: [] },
  cameras: cameras().map((camera) => ({
    camera: camera.camera,
    owner: camera.status.owner,
    shadow: 'rec-c',
    priority: 50,
    wanted: 'shadowed',
    protection: camera.status.protection,
    expectedLoss: camera.status.expectedLoss,
  })),
  problems: [
    complaint(
      'LID-FO-002',
      'Not every camera has somebody to take over',
      'rec-c has room for 4 more cameras, rec-b has 5.',
      'When rec-b fails, roof is recorded by nobody.',
      'Lower the priority of a camera that matters less, or add a recorder.',
    ),
  ],
};

export function pools() {
  const pool = (name, used, capacity, days, state = 'writing') => ({
    pool: name,
    path: `/srv/lidless/${name}`,
    state,
    bytesUsed: used,
    bytesFree: capacity - used,
    kept: {
      capacity,
      quarantined: 12e9,
      expired: 44e9,
      bytesPerDay: 260e9,
      daysUntilFull: 9,
      daysOfFootage: days,
      stopped: 0,
    },
  });
  return [
    { recorder: 'rec-a', pool: pool('main', 6.1e12, 8e12, 14.2) },
    { recorder: 'rec-b', pool: pool('main', 7.7e12, 8e12, 13.1) },
    { recorder: 'rec-b', pool: pool('spill', 0.02e12, 0.5e12, 2.4, 'waiting') },
    { recorder: 'rec-c', pool: pool('main', 0.4e12, 4e12, 14) },
  ];
}

const order = (list, secondsAgo, seconds, note) => ({
  cameras: list,
  stream: 'main',
  from: at(secondsAgo),
  to: at(secondsAgo - seconds),
  note,
});
const job = (id, state, more) => ({
  version: 2,
  id,
  by: { name: 'anna', address: '10.1.2.9' },
  state,
  ordered: at(900),
  progress: 0,
  bytes: 0,
  runningSeconds: 0,
  attempt: 1,
  ...more,
});

export const exports_ = [
  job('e-104', 'writing', {
    order: order(['gate', 'yard-north'], 9_000, 1800, 'Delivery of 14 May'),
    progress: 0.62,
    bytes: 812_000_000,
    runningSeconds: 41,
    runner: 'rec-a',
    ordered: at(60),
  }),
  job('e-103', 'done', {
    order: order(['gate'], 86_000, 600, 'Case 2026-117'),
    progress: 1,
    bytes: 291_000_000,
    runningSeconds: 22,
    runner: 'rec-b',
    ordered: at(4000),
    fileName: 'gate-2026-05-14.zip',
    result: {
      bytes: 291_000_000,
      samples: 15_000,
      complete: true,
      signer: '4f7a29c0b1d2e3f4',
      cameras: [
        {
          camera: 'gate',
          stream: 'main',
          start: at(86_000),
          end: at(85_400),
          samples: 15_000,
          files: [],
          recorded: [],
          gaps: [{ state: 'gap', from: at(85_800), to: at(85_795.2), seconds: 4.8, cause: 'network' }],
          away: [],
        },
      ],
    },
  }),
  job('e-102', 'failed', {
    order: order(['parking'], 700_000, 3600, ''),
    progress: 0.2,
    ordered: at(90_000),
    problem: complaint(
      'LID-EXP-003',
      'Part of it was removed',
      'Retention removed part of the footage at 13:40 while it was exported.',
      '14:00 to 14:20 is complete.',
      'Export what there is, or lock footage before you export it.',
    ),
  }),
];

export const locks = [
  {
    id: '9af3',
    state: 'locked',
    camera: 'gate',
    from: at(86_400),
    to: at(85_000),
    reason: 'Case 2026-117',
    since: at(4000),
    waiting: [],
  },
  {
    id: '9af4',
    state: 'pending',
    camera: 'dock-2',
    from: at(5_000),
    to: at(3_800),
    reason: 'Damaged pallet',
    since: at(120),
    waiting: ['rec-b'],
  },
];

export const people = [
  { name: 'anna', roles: [{ role: 'administrator' }], active: true, lastSignIn: at(60) },
  { name: 'bert', roles: [{ role: 'operator', groups: ['docks'] }], active: true, lastSignIn: at(7_200) },
  {
    name: 'clara@example.org',
    roles: [{ role: 'auditor' }],
    active: true,
    oidc: true,
    lastSignIn: at(260_000),
  },
  { name: 'dora', roles: [{ role: 'viewer', cameras: ['lobby', 'gate'] }], active: true, invited: true },
  { name: 'emil', roles: [{ role: 'viewer' }], active: false, lockedUntil: at(-600) },
];

export const cameraGroups = [
  { group: 'docks', cameras: ['dock-1', 'dock-2', 'dock-3'] },
  { group: 'outside', cameras: ['gate', 'yard-north', 'yard-south', 'parking'] },
];

export const tokens = [
  {
    id: 'tk_1',
    name: 'Grafana',
    person: 'anna',
    scopes: ['status'],
    made: at(900_000),
    until: at(-9_000_000),
  },
];

export const servers = [
  { node: 'm1', url: 'https://m1.example:8443', state: 'leader', self: true },
  { node: 'm2', url: 'https://m2.example:8443', state: 'follower', self: false },
  { node: 'm3', url: 'https://m3.example:8443', state: 'away', self: false },
];

export const audit = [
  ['signed-in', 'anna', '', 'done', 60],
  ['export-started', 'anna', 'gate/main, yard-north/main', 'done', 62],
  ['live-viewed', 'bert', 'dock-1/main', 'done', 300],
  ['access-refused', 'bert', 'gate/main', 'refused: LID-ACC-003', 330],
  ['sign-in-refused', 'root', '', 'refused: LID-ACC-005', 1300],
  ['footage-locked', 'anna', 'gate/main', 'done', 4000],
  ['rights-changed', 'anna', 'dora', 'done', 8600],
  ['site-configured', 'anna', 'revision 17', 'done', 9000],
].map(([act, who, subject, outcome, ago], index) => ({
  node: 'm1',
  number: 412 - index,
  at: at(ago),
  who,
  from: '10.1.2.9',
  act,
  subject,
  outcome,
}));

export const auditCheck = {
  unbroken: true,
  records: 412,
  first: at(1_700_000),
  last: at(60),
  away: [],
  findings: [],
  nodes: [
    {
      node: 'm1',
      state: 'unbroken',
      records: 412,
      first: at(1_700_000),
      last: at(60),
      head: '412:9f3a…',
      heads: 40,
      findings: [],
    },
  ],
};

export const events = [
  {
    id: 'm1-9',
    at: at(12),
    type: 'lidless.export.progress',
    export: 'e-104',
    progress: 0.62,
    text: 'Export of gate and yard-north: 62 %.',
  },
  {
    id: 'm1-8',
    at: at(312),
    type: 'lidless.camera.changed',
    camera: 'parking',
    from: 'protected',
    to: 'not-recording',
    text: 'parking: protected → not-recording.',
  },
  {
    id: 'm1-7',
    at: at(3_100),
    type: 'lidless.failover.returned',
    recorder: 'rec-b',
    to: 'rec-b',
    text: 'rec-b has its cameras again.',
  },
  {
    id: 'm1-6',
    at: at(4_200),
    type: 'lidless.failover.decided',
    recorder: 'rec-b',
    from: 'rec-b',
    to: 'rec-c',
    text: 'rec-b stopped answering; rec-c stands in.',
  },
  {
    id: 'm1-5',
    at: at(9_000),
    type: 'lidless.config.changed',
    revision: 17,
    text: 'The configuration was changed (revision 17).',
  },
];

export function overview() {
  return {
    now: new Date().toISOString(),
    node: 'm1',
    program: '0.1.0',
    state: 'not-recording',
    cameras: { total: 12, protected: 9, standingIn: 1, atRisk: 1, notRecording: 1 },
    recorders: recordersNow(),
    groups,
    servers,
    exports: exports_.filter((one) => !['done', 'failed', 'stopped'].includes(one.state)),
    lastIncident: incidents[0],
    events,
  };
}

export const config = {
  revision: 17,
  at: at(9_000),
  by: 'anna',
  note: 'ramp joins',
  agreed: true,
  changes: ['camera ramp added'],
  text: 'version: 1\ncameras:\n  gate:\n    url: rtsp://10.1.4.10:554/stream1\n    recorder: rec-a\n',
  problems: [],
};

export const configHistory = [
  config,
  {
    revision: 16,
    at: at(90_000),
    by: 'anna',
    note: '',
    agreed: true,
    changes: ['camera roof: priority 50 → 20', 'group all: standby rec-c'],
    problems: [],
  },
];

export const backups = [
  {
    file: 'backup-2026-11-22.lidless',
    at: at(7_000),
    by: 'anna',
    recorders: 3,
    cameras: 12,
    revision: 17,
    bytes: 48_200,
  },
];

export const problems = [
  {
    code: 'LID-ACC-005',
    title: 'Name or password is wrong',
    kind: 'request',
    explanation:
      'Nobody was let in. Recording is not concerned. After five wrong passwords the account waits a quarter of an hour; somebody who manages people can give a new code.',
  },
  {
    code: 'LID-CAM-001',
    title: 'A camera does not answer',
    kind: 'world',
    explanation:
      'The recorder calls the camera and nothing comes back. It is not recorded meanwhile, and the gap is stored with its cause. Check power and cable; if other recorders cannot reach it either, it is not the recorder.',
  },
  {
    code: 'LID-EXP-003',
    title: 'Part of it was removed',
    kind: 'world',
    explanation: 'Retention removed footage while it was being exported. What was exported before is whole.',
  },
  {
    code: 'LID-FO-002',
    title: 'Not every camera has somebody to take over',
    kind: 'world',
    explanation:
      'The recorders that are left could not take all cameras. Those with the lowest priority would be recorded by nobody.',
  },
];

/** Spans of a lane between two moments: an old stretch by the home recorder, a takeover, a gap, and so on. */
export function lane(camera, from, to) {
  const index = names.indexOf(camera);
  const home = recorders[index % 2];
  const begin = START - 3 * 86_400_000;
  const cuts = [
    [begin, home, 'have'],
    [START - 93_000_000, 'rec-c', 'have'],
    [START - 90_000_000, home, 'have'],
    [START - 41_000_000 - index * 9e5, null, 'gap', 'camera-silent'],
    [START - 40_100_000 - index * 9e5, home, 'have'],
    ...(index % 3 === 0
      ? [
          [START - 30_000_000, home, 'away'],
          [START - 28_500_000, home, 'have'],
        ]
      : []),
    [START - 4_200_000, null, 'gap', 'network'],
    [START - 4_195_200, 'rec-c', 'have'],
    [START - 3_100_000, home, 'have'],
    ...(camera === 'parking' ? [[START - 312_000, null, 'gap', 'camera-silent']] : []),
  ];
  const spans = [];
  cuts.forEach(([start, node, state, cause], n) => {
    const end = cuts[n + 1]?.[0] ?? Date.now();
    const a = Math.max(start, from);
    const b = Math.min(end, to);
    if (a < b) {
      spans.push({
        state,
        from: new Date(a).toISOString(),
        to: new Date(b).toISOString(),
        seconds: (b - a) / 1000,
        ...(node ? { node } : {}),
        ...(state === 'away' ? { holder: node } : {}),
        ...(cause ? { cause } : {}),
      });
    }
  });
  return {
    camera,
    stream: 'main',
    home,
    first: new Date(begin).toISOString(),
    last: new Date().toISOString(),
    spans,
    locks: locks.filter((lock) => lock.camera === camera),
  };
}
