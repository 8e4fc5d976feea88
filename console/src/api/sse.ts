/** Reads server-sent events out of pieces of text (HTML Living Standard, 9.2.6). */
export class EventReader {
  private rest = '';
  private id: string | undefined;
  private data: string[] = [];

  constructor(private readonly event: (id: string | undefined, data: string) => void) {}

  take(text: string): void {
    this.rest += text;
    for (let end = this.lineEnd(); end >= 0; end = this.lineEnd()) {
      const line = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + (this.rest.startsWith('\r\n', end) ? 2 : 1));
      this.line(line);
    }
  }

  private lineEnd(): number {
    const end = this.rest.search(/[\r\n]/);
    // A lone CR at the end may be half of CR LF.
    return end === this.rest.length - 1 && this.rest[end] === '\r' ? -1 : end;
  }

  private line(line: string): void {
    if (line === '') {
      if (this.data.length > 0) {
        this.event(this.id, this.data.join('\n'));
      }
      this.data = [];
      return;
    }
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') {
      this.data.push(value);
    } else if (name === 'id') {
      this.id = value;
    }
  }
}
