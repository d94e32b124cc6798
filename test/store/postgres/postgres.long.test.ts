import { describe, onTestFinished } from 'vitest';
import { openPostgresStore } from '../../../src/store/postgres/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { virtualClock } from '../../engine/virtual-clock.ts';
import { type Opened, storeContract } from '../contract.ts';
import { databaseForTest, isLeftOut } from './database.ts';

async function open(): Promise<Opened> {
  const url = await databaseForTest();
  const store = await openHere(url);
  const reopened = async () => {
    await store.close();
    return openHere(url);
  };
  return { store, reopened };
}

async function openHere(url: string): Promise<Store> {
  const store = await openPostgresStore(url, virtualClock());
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= store.close());
  onTestFinished(close);
  return { ...store, close };
}

describe.skipIf(isLeftOut)('a store in a PostgreSQL database', () => {
  storeContract(open);
});
