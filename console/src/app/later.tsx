import { type ComponentType, lazy, useState } from 'react';

export interface Later {
  (): React.JSX.Element;
  load(): Promise<unknown>;
}

/**
 * A page whose code comes later. Once it is there the page is drawn with the key that opens it, and not a moment after: whoever
 * types on loses no letter.
 */
export function later(fetched: () => Promise<{ default: ComponentType }>): Later {
  let here: ComponentType | undefined;
  const load = async () => {
    const page = await fetched();
    here = page.default;
    return page;
  };
  const Waited = lazy(load);
  const Page = () => {
    const [Chosen] = useState<ComponentType>(() => here ?? Waited);
    return <Chosen />;
  };
  return Object.assign(Page, { load });
}
