/** As much of `@duckdb/node-api` as the benchmark asks for; the package itself is installed on its own, in `bench/`. */
export class DuckDBInstance {
  static create(path: string): Promise<DuckDBInstance>;
  connect(): Promise<DuckDBConnection>;
}

export class DuckDBConnection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRows(): readonly (readonly unknown[])[] }>;
  closeSync(): void;
}
