// Two soft notes for an arrival, made on the spot. Browsers let a page ring only after a touch.

let context = null;

export const canRing = () => context?.state === "running";

export async function unlock() {
  context ??= new AudioContext();
  await context.resume();
  return canRing();
}

export function lock() {
  return context?.suspend();
}

function note(frequency, at) {
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.type = "sine";
  tone.frequency.value = frequency;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(0.22, at + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + 1.1);
  tone.connect(loudness).connect(context.destination);
  tone.start(at);
  tone.stop(at + 1.2);
}

export function ring() {
  if (!canRing()) return false;
  note(659.25, context.currentTime);
  note(987.77, context.currentTime + 0.18);
  document.dispatchEvent(new CustomEvent("floor:rang"));
  return true;
}
