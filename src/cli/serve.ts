import { giveBackMemory } from '../app/give-back-memory.ts';
import type { Hearers } from '../app/serve.ts';
import { EXIT_CONFIG, readConfig } from '../config/config.ts';
import { StartFault } from '../config/start-fault.ts';
import { DirectoryError } from '../directory/port.ts';
import { StoreFault } from '../store/fault.ts';
import { EXIT, readArguments } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** Whoever asks sooner waits for what makes cards: the templates that a change is shown with, one after the other. */
const FIRST_CARD_MS = 200;

const OVERTAKEN = 'Another process has taken the database. Stopping; started again, this one stands by.';
/** EX_TEMPFAIL of sysexits.h: whoever supervises it starts it again. */
const EXIT_OVERTAKEN = 75;

function aborted(signal: AbortSignal): Promise<true> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(true);
    signal.addEventListener('abort', () => resolve(true), { once: true });
  });
}

export async function runServe(args: readonly string[], terminal: Terminal): Promise<number> {
  readArguments(args, {});
  const reading = readConfig(terminal.env);
  if ('faults' in reading) {
    for (const fault of reading.faults) terminal.err(fault);
    return EXIT_CONFIG;
  }
  // Loaded here: nothing else on the command line waits for what only the bot needs.
  const [{ serve }, { FIRST_CARDS, templateOf }] = await Promise.all([
    import('../app/serve.ts'),
    import('../cards/render.ts'),
  ]);
  const stopped = terminal.stopped();
  const stopping = new AbortController();
  void stopped.then(() => stopping.abort());
  try {
    const begun: Hearers['begun'] = ({ port, chatUrl, notes }) => {
      terminal.progress('');
      terminal.err(`Seatkeeper listens at port ${port}.`);
      if (chatUrl !== undefined) terminal.err(`Chat with it in a browser: ${chatUrl}`);
      for (const note of [...reading.notes, ...notes]) terminal.err(note);
    };
    const standing: Hearers['standing'] = (port, owner) =>
      terminal.err(`Seatkeeper stands by at port ${port}: ${owner} serves, and what is asked here goes there.`);
    const hearers = { begun, standing, stopped: stopping.signal, progress: terminal.progress };
    const running = await serve(reading.config, undefined, hearers);
    giveBackMemory(Number.POSITIVE_INFINITY);
    FIRST_CARDS.forEach((card, place) => void setTimeout(templateOf, FIRST_CARD_MS * (place + 1), card).unref());
    const isLost = await Promise.race([stopped.then(() => false), aborted(running.lost)]);
    const { reason: why } = running.lost;
    const lost = why instanceof StoreFault && why.code === 'Replaced' ? why.message : OVERTAKEN;
    terminal.err(isLost ? lost : 'Stopping. What is in progress goes on at the next start.');
    await running.close();
    terminal.endSoon();
    return isLost ? EXIT_OVERTAKEN : EXIT.done;
  } catch (error) {
    terminal.progress('');
    if (stopping.signal.aborted && error instanceof StoreFault && error.code === 'InUse') {
      terminal.endSoon();
      return EXIT.done;
    }
    const reason = error instanceof DirectoryError && error.code === 'Storage' ? error.cause : error;
    if (reason instanceof DirectoryError) {
      terminal.err(`${reason.message} Say “seatkeeper doctor”: it tries what Graph is needed for, one by one.`);
      return EXIT_CONFIG;
    }
    if (!(reason instanceof StartFault || reason instanceof StoreFault)) throw error;
    terminal.err(reason.message);
    return EXIT_CONFIG;
  }
}
