import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { needTagged, PUT } from '../../api/api';
import { layoutsAsked } from '../../api/queries';
import type { Layout } from './layout';

/** The person's layouts, kept by the server: the same at every screen. */
export function useLayouts(): { layouts: Layout[]; save: (layouts: Layout[]) => void; failure: unknown } {
  const queries = useQueryClient();
  const asked = useQuery(layoutsAsked);
  const saving = useMutation({
    mutationFn: (layouts: Layout[]) =>
      needTagged(
        PUT('/api/session/layouts', {
          params: { header: { 'If-Match': asked.data?.tag ?? '*' } },
          body: layouts,
        }),
      ),
    onSuccess: (saved) => queries.setQueryData(layoutsAsked.queryKey, saved),
    // Another screen was faster: see what it saved.
    onError: () => queries.invalidateQueries({ queryKey: layoutsAsked.queryKey }),
  });
  return { layouts: asked.data?.value ?? [], save: saving.mutate, failure: saving.error };
}
