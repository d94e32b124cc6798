import type { Conversations } from '../chat/chat.ts';

/** Conversations whose program is loaded when somebody first speaks. */
export function loadedLater(loadNow: () => Promise<Conversations>): Conversations {
  let loaded: Promise<Conversations> | undefined;
  const load = () => {
    loaded ??= loadNow();
    return loaded;
  };
  return {
    onMessage: async (incoming) => (await load()).onMessage(incoming),
    onEdited: async (incoming) => (await load()).onEdited(incoming),
    onDeleted: async (incoming) => (await load()).onDeleted(incoming),
    onPress: async (incoming) => (await load()).onPress(incoming),
    onSubmit: async (incoming) => (await load()).onSubmit(incoming),
    onFile: async (incoming) => (await load()).onFile(incoming),
    onInstalled: async (place, person) => (await load()).onInstalled(place, person),
    onRemoved: async (place) => (await load()).onRemoved(place),
  };
}
