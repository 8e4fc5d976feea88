import { useMantineColorScheme } from '@mantine/core';

export type Light = 'dark' | 'light' | 'auto';

export const LIGHT_KEPT = 'lidless.light';

/** The room's light: dark unless the person chose another. */
export function useLight(): [Light, (light: Light) => void] {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return [colorScheme, setColorScheme];
}
