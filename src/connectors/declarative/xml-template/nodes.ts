/** An XML template as a tree: constant parts stay as the author wrote them, values are escaped for their place. */
import type { Slot, Template } from '../template.js';

/** An attribute; its constant parts can stand in double quotes. */
export interface XmlAttribute {
  name: string;
  value: Template;
}

/** An element; `only` is the value that is its whole content, if any; `each` is the list that it repeats over. */
export interface XmlElement {
  kind: 'element';
  name: string;
  /** Where it begins in the template. */
  index: number;
  attributes: readonly XmlAttribute[];
  children: XmlNode[];
  only?: Slot;
  each?: Slot;
}

/** A part of a template; `headers` is the place of SOAP header blocks, in a new element named `inside` if set. */
export type XmlNode =
  | XmlElement
  | { kind: 'text'; value: Template }
  | { kind: 'verbatim'; text: string }
  | { kind: 'headers'; inside?: string };

/** A parsed template; everything before and after the root is constant. */
export interface XmlTemplate {
  root: XmlElement;
  nodes: readonly XmlNode[];
  slots: readonly Slot[];
}
