// What the core says of itself in a language: keys of policy, columns, shipped scenarios.

import type { ColumnInfo, Core, Declaration, Language, Shipped } from "./api";

export interface Words {
  declarations: Map<string, Declaration>;
  columns: Map<string, ColumnInfo>;
  shipped: Shipped[];
}

function read(core: Core, language: Language): Words {
  const declarations = JSON.parse(core.declarations(language)) as Declaration[];
  const columns = JSON.parse(core.columns(language)) as ColumnInfo[];
  return {
    declarations: new Map(declarations.map((declaration) => [declaration.key, declaration])),
    columns: new Map(columns.map((column) => [column.name, column])),
    shipped: JSON.parse(core.shipped(language)) as Shipped[],
  };
}

/** Reads each language once. */
export function wordsOf(core: Core): (language: Language) => Words {
  const known = new Map<Language, Words>();
  return (language) => {
    const words = known.get(language) ?? read(core, language);
    known.set(language, words);
    return words;
  };
}
