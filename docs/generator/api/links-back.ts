/** The way from the API reference to the other pages of the site. */
import { type Application, type DefaultThemeRenderContext, JSX } from 'typedoc';

/** A page that mentions something. */
export interface Mention {
  readonly title: string;
  /** From the site's root. */
  readonly url: string;
}

/** The pages that mention what a page of the reference describes. `url` is from the site's root. */
export type MentionsOf = (url: string) => readonly Mention[];

/** Puts a link to the course's pages above every page. */
export function showWayBack(app: Application): void {
  app.renderer.hooks.on('body.begin', (context) =>
    JSX.createElement(
      'p',
      { class: 'way-back' },
      JSX.createElement(
        'a',
        { href: toSite(context, 'index.html') },
        'Hotpath: handouts and guides',
      ),
    ),
  );
}

/** Names, below each description, the pages that mention it. */
export function showMentions(app: Application, mentionsOf: MentionsOf): void {
  app.renderer.hooks.on('content.end', (context) => {
    const mentions = mentionsOf(`api/${context.page.url}`);
    if (mentions.length === 0) return JSX.createElement(JSX.Fragment, null);
    const items = mentions.map(({ title, url }) =>
      JSX.createElement('li', null, JSX.createElement('a', { href: toSite(context, url) }, title)),
    );
    return JSX.createElement(
      'section',
      { class: 'tsd-panel' },
      JSX.createElement('h2', null, 'Where it is explained'),
      JSX.createElement('ul', null, ...items),
    );
  });
}

function toSite(context: DefaultThemeRenderContext, url: string): string {
  return context.relativeURL(`../${url}`);
}
