// The browser keeps our page for when there is no connection. Where it can't, it shows its own, as ever.

navigator.serviceWorker?.register("/worker.js", { scope: "/", updateViaCache: "none" }).catch(() => {});
