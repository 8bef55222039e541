/** Parameters that are taken apart at once go by what is taken from them. */
import {
  type Application,
  type Context,
  Converter,
  type Reflection,
  ReflectionKind,
} from 'typedoc';
import ts from 'typescript';

/** typedoc's name for them. */
const UNNAMED = '__namedParameters';

/** Lets `createHeap({ memory, values }: …)` read in the reference as it does in the source. */
export function nameParameters(app: Application): void {
  app.converter.on(Converter.EVENT_RESOLVE_END, (context) => {
    for (const reflection of Object.values(context.project.reflections)) {
      if (!reflection.kindOf(ReflectionKind.Parameter) || reflection.name !== UNNAMED) continue;
      reflection.name = patternOf(context, reflection) ?? UNNAMED;
    }
  });
}

function patternOf(context: Context, parameter: Reflection): string | undefined {
  const declaration = context.getSymbolFromReflection(parameter)?.valueDeclaration;
  if (declaration === undefined || !ts.isParameter(declaration)) return undefined;
  return declaration.name.getText().replace(/\s+/g, ' ');
}
