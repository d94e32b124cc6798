import { welcomeCard } from '../../cards/page/welcome.ts';
import { texts } from '../../words/catalogue.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import type { Handler } from './handler.ts';

/** A greeting is answered with what can be said here; any other courtesy with one. */
export const smalltalk: Handler = async (services, turn, { slots }) => ({
  messages: [
    slots.question === 'hello'
      ? await greetingMessage(services, turn)
      : { text: texts[turn.language].answers[slots.question === 'bot' ? 'aBot' : 'smalltalk'] },
  ],
});

export async function greetingMessage(services: Services, turn: Turn): Promise<Message> {
  const context = viewContext(services, turn.language);
  const { seen: good } = await services.host.examples();
  const { people: keeping } = (await services.host.kept({ page: 1, size: 1 })).seen;
  if (turn.place.conversationType !== 'personal') {
    return cardMessage(welcomeCard(context, { roles: [], mayChange: true, good, keeping }));
  }
  const [firstName = turn.by.displayName] = turn.by.displayName.split(' ');
  return cardMessage(
    welcomeCard(context, { firstName, roles: turn.roles, mayChange: turn.permissions.size > 1, good, keeping }),
  );
}
