import { expect, it } from 'vitest';
import { EventReader } from './sse';

it('reads events however the pieces fall', () => {
  const stream = ': hello\n\nid: 7\nevent: x\ndata: {"a":\ndata: 1}\n\r\nid: 8\r\ndata: b\r\n\r\n';
  for (let size = 1; size < stream.length; size++) {
    const heard: [string | undefined, string][] = [];
    const reader = new EventReader((id, data) => heard.push([id, data]));
    for (let at = 0; at < stream.length; at += size) {
      reader.take(stream.slice(at, at + size));
    }
    expect(heard).toEqual([
      ['7', '{"a":\n1}'],
      ['8', 'b'],
    ]);
  }
});
