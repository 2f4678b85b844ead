// Some browsers name a language that is none, as WebKit does where the system has the locale C; charts would not start with it.

try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en", configurable: true });
}

export {};
