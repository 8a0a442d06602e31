/** The prebuilt connectors, for the commands that list and show them. */
import type { Template } from '../../connectors/templates/templates.js';

/** Every prebuilt connector by its name; loaded late, as commands that only print their help need none. */
export async function knownTemplates(): Promise<[string, Template][]> {
  const { readTemplate, templateNames } = await import('../../connectors/templates/templates.js');
  return templateNames().flatMap((name): [string, Template][] => {
    const template = readTemplate(name);
    return template ? [[name, template]] : [];
  });
}
