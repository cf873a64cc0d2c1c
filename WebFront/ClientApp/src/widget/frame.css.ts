/**
 * The closed button and the frame, drawn before anything else is loaded. Whatever the host page's style sheets say of
 * our element, `!important` inside the shadow root outranks it; and they cannot reach what is within.
 */
export const frameCss = `
:host {
  all: initial !important;
  position: fixed !important;
  right: 20px !important;
  bottom: 20px !important;
  z-index: 9999 !important;
  display: block !important;
  width: 60px !important;
  height: 60px !important;
  color-scheme: light dark !important;
}
:host([data-side='left']) { right: auto !important; left: 20px !important; }
:host([data-theme='light']) { color-scheme: light !important; }
:host([data-theme='dark']) { color-scheme: dark !important; }
:host([hidden]) { display: none !important; }
.launcher {
  box-sizing: border-box;
  position: absolute;
  inset: 0;
  width: 60px;
  height: 60px;
  padding: 14px;
  border: 0;
  border-radius: 50%;
  background: var(--launcher, oklch(48% 0.085 195));
  color: var(--on-launcher, #fff);
  box-shadow: 0 6px 24px rgb(0 0 0 / 25%);
  cursor: pointer;
  transition: opacity 300ms ease-out, scale 300ms ease-out;
}
.launcher:hover { scale: 1.05; }
.launcher:focus-visible { outline: 3px solid light-dark(#000, #fff); outline-offset: 3px; }
.launcher svg { display: block; width: 32px; height: 32px; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linejoin: round; }
.unread-mark {
  position: absolute;
  top: -4px;
  right: -4px;
  pointer-events: none;
  min-width: 22px;
  padding: 0 6px;
  box-sizing: border-box;
  border-radius: 11px;
  background: #b3261e;
  color: #fff;
  font: 600 13px/22px system-ui, sans-serif;
  text-align: center;
}
.unread-mark:empty, :host([data-open]) .unread-mark { display: none; }
.panel {
  position: absolute;
  right: 0;
  bottom: 0;
  box-sizing: border-box;
  width: 400px;
  max-width: calc(100vw - 40px);
  height: 600px;
  max-height: calc(100dvh - 40px);
  overflow: hidden;
  border-radius: 14px;
  background: light-dark(#fff, #1f1e1c);
  box-shadow: 0 6px 24px rgb(0 0 0 / 25%);
  opacity: 0;
  scale: 0.15;
  transform-origin: bottom right;
  visibility: hidden;
  transition: opacity 300ms ease-out, scale 300ms ease-out, visibility 300ms;
}
:host([data-side='left']) .panel { right: auto; left: 0; transform-origin: bottom left; }
:host([data-open]) .panel { opacity: 1; scale: 1; visibility: visible; }
:host([data-open]) .launcher { opacity: 0; scale: 0.8; pointer-events: none; visibility: hidden; }
.frame-wait {
  position: absolute;
  inset: 0;
  display: grid;
  place-content: center;
  gap: 12px;
  justify-items: center;
  padding: 24px;
  color: light-dark(#3d3a35, #d8d4cc);
  font: 15px/1.5 system-ui, sans-serif;
  text-align: center;
}
.frame-wait i { width: 16px; height: 16px; border-radius: 50%; background: currentColor; animation: pulse 1.2s ease-in-out infinite; }
.frame-wait button { min-height: 40px; padding: 0 16px; border: 1px solid; border-radius: 6px; background: none; color: inherit; font: inherit; cursor: pointer; }
@keyframes pulse { 50% { opacity: 0.25; scale: 0.8; } }
@media (max-width: 480px), (max-height: 480px) and (pointer: coarse) {
  :host([data-open]) .panel { position: fixed; inset: 0; width: 100vw; max-width: none; height: 100dvh; max-height: none; border-radius: 0; }
}
@media (prefers-reduced-motion: reduce) {
  .launcher, .panel { transition: none; }
  .frame-wait i { animation: none; }
}
`
