import { catalogue } from '../catalogue/catalogue.ts';
import { buildingNames, type Names } from '../language/names/build-names.ts';
import { namesOf } from '../language/names/source.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import { finish, type Steps } from '../licensing/steps.ts';

/** The tenant's names: built anew when people, groups or products came, went or were renamed, and somebody asks. */
interface NamesNow {
  /** At once: whoever asks before they are built waits for what is left of it. */
  now(): Names;
  /** Builds them beside other work. */
  learning(): Steps<void>;
}

export function namesNow(tenant: Tenant): NamesNow {
  const begin = () => {
    const steps = buildingNames(namesOf(tenant, catalogue));
    return { population: tenant.population, steps, names: undefined as Names | undefined };
  };
  let building = begin();

  function current(): typeof building {
    if (building.population !== tenant.population) building = begin();
    return building;
  }

  return {
    now() {
      const { names = finish(building.steps) } = current();
      building.names = names;
      return names;
    },
    *learning() {
      while (current().names === undefined) {
        const step = building.steps.next();
        if (step.done === true) building.names = step.value;
        else yield;
      }
    },
  };
}
