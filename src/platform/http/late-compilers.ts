import serializers from '@fastify/fast-json-stringify-compiler';
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify';
import { schemaCompiler } from './validation.ts';

type Shared = { readonly $id?: string };

/**
 * Compilers of routes' schemas that work when a route is first used: a third of a start was spent on schemas of routes that
 * nobody asks for in the next hour. `compileAll` does the rest, for whoever must know that all of them can be compiled.
 */
export function lateCompilers(shared: readonly Shared[]) {
  const waiting = new Set<() => void>();
  const late = <A extends unknown[], R>(compile: () => (...given: A) => R): ((...given: A) => R) => {
    let made: ((...given: A) => R) | undefined;
    const make = (): ((...given: A) => R) => {
      made ??= compile();
      waiting.delete(make);
      return made;
    };
    waiting.add(make);
    return (...given) => (made ?? make())(...given);
  };
  const checks = schemaCompiler(shared);
  const validator: FastifySchemaCompiler<object> = (route) => late(() => checks(route));
  const serializer: FastifySerializerCompiler<object> = (route) =>
    late(() => {
      const external = Object.fromEntries(shared.map((schema) => [schema.$id, schema]));
      return serializers()(external, {})(route as never) as (data: unknown) => string;
    });
  const compileAll = (): number => {
    const count = waiting.size;
    for (const make of waiting) make();
    return count;
  };
  return { validator, serializer, compileAll };
}
