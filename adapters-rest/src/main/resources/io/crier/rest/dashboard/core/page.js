import { LitElement } from 'lit';
import { listen, throttled } from './events.js';
import { problemBox } from '../parts/ui.js';

/**
 * A page: an element in the document's own styles that loads what it shows, and again when an event
 * says that it changed. Its state are plain fields; `show` changes them.
 */
export class Page extends LitElement {
  constructor() {
    super();
    this.problem = null;
    this.loading = true;
    this.stops = [];
  }

  static properties = { route: { attribute: false }, me: { attribute: false } };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.open();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stops.forEach((stop) => stop());
    this.stops = [];
  }

  /** Loads again when the rest of the address changes while the page stays. */
  updated(changed) {
    if (changed.get('route')) this.reload();
  }

  /** Called when the page appears: load, listen. */
  open() {
    this.reload();
  }

  show(changes) {
    Object.assign(this, changes);
    this.requestUpdate();
  }

  /** What `load` fetches is shown; its problem, too. */
  async reload() {
    this.toggleAttribute('data-loading', true);
    try {
      this.show({ ...(await this.load()), problem: null, loading: false });
    } catch (problem) {
      this.show({ problem, loading: false });
    }
    await this.updateComplete;
    this.toggleAttribute('data-loading', false);
  }

  async load() {
    return {};
  }

  /** Runs what somebody asked for; what the server refuses is shown on the page. */
  async attempt(task) {
    try {
      this.show({ problem: null });
      return await task();
    } catch (problem) {
      this.show({ problem });
      return undefined;
    }
  }

  on(types, heard) {
    this.stops.push(listen(types, heard));
  }

  /** Loads again when such an event comes, at most once a second; while nobody looks, only once they do again. */
  reloadOn(types, milliseconds) {
    this.on(types, this.whenSeen(throttled(() => this.reload(), milliseconds)));
  }

  /** Runs the task at once if the tab is seen, else once when it is seen again. */
  whenSeen(task) {
    let missed = false;
    const look = () => {
      if (!document.hidden && missed) task();
      missed &&= document.hidden;
    };
    document.addEventListener('visibilitychange', look);
    this.stops.push(() => document.removeEventListener('visibilitychange', look));
    return () => {
      if (document.hidden) missed = true;
      else task();
    };
  }

  every(milliseconds, task) {
    const timer = setInterval(() => document.hidden || task(), milliseconds);
    this.stops.push(() => clearInterval(timer));
  }

  get problemBox() {
    return this.problem ? problemBox(this.problem, () => this.reload()) : '';
  }
}
