// The way to the sandbox: questions, deeds, and the stream of changes.

export async function look(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

export async function act(deed, said) {
  const response = await fetch(`/phone/${deed}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(said),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer.done;
}

// Calls back after every change; says whether the sandbox can be reached.
export function watch(changed, reachable) {
  let source;
  const open = () => {
    source = new EventSource("/phone/events");
    source.onmessage = () => { reachable(true); changed(); };
    source.onerror = () => {
      reachable(false);
      // a browser gives up for good after some errors, such as a refused connection
      if (source.readyState === EventSource.CLOSED) setTimeout(open, 2000);
    };
  };
  open();
}
