/** PostgreSQL databases for the engine. */
import { randomUUID } from 'node:crypto';

/** PostgreSQL's type "char" and the one of CHAR(n). */
const [CHAR, BPCHAR] = [18, 1042];

export function postgresqlDatabase(url, shadowUrl) {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const quoted = `"${name.replaceAll('"', '""')}"`;
  return {
    name,
    canConnect: () => ask(url, 'SELECT 1', name),
    create: () => ask(url, `CREATE DATABASE ${quoted}`),
    drop: () => ask(url, `DROP DATABASE IF EXISTS ${quoted}`),
    async adapterFactory() {
      const { PrismaPg } = await import('@prisma/adapter-pg');
      const Client = await tolerantClient();
      const schema = new URL(url).searchParams.get('schema') ?? undefined;
      const at = (place) => new PrismaPg({ connectionString: withoutSchema(place), Client }, { schema });
      const { provider, adapterName } = at(url);
      return {
        provider,
        adapterName,
        connect: () => at(url).connect(),
        connectToShadowDb: () => connectToShadow(url, shadowUrl, at),
      };
    },
  };
}

/** The adapter's own way to a shadow database ends in the real one when it is given a URL. */
async function connectToShadow(url, shadowUrl, at) {
  if (shadowUrl) return at(shadowUrl).connect();
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  await ask(url, `CREATE DATABASE "${name}"`);
  const shadow = new URL(url);
  shadow.pathname = `/${name}`;
  const connection = await at(shadow.href).connect();
  const dispose = connection.dispose.bind(connection);
  connection.dispose = async () => {
    await dispose();
    await ask(url, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  };
  return connection;
}

/** The adapter refuses columns of type "char", which the engine reads from the catalogue. */
async function tolerantClient() {
  const { default: pg } = await import('pg');
  const mend = (result) => {
    for (const field of result?.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = BPCHAR;
    return result;
  };
  return class extends pg.Client {
    query(...args) {
      const callback = args.at(-1);
      if (typeof callback === 'function')
        return super.query(...args.slice(0, -1), (error, result) => callback(error, mend(result)));
      const answer = super.query(...args);
      return typeof answer?.then === 'function' ? answer.then(mend) : answer;
    }
  };
}

/** Prisma's own parameter, which the driver does not know. */
function withoutSchema(url) {
  const place = new URL(url);
  place.searchParams.delete('schema');
  return place.href;
}

/** One statement on the same server; on its database `postgres` unless another is named. */
async function ask(url, sql, database = 'postgres') {
  const { default: pg } = await import('pg');
  const place = new URL(withoutSchema(url));
  place.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: place.href });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
