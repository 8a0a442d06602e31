/** A flow's diagram, with the steps that a run has taken and the one where it stands. Loaded when one is first shown. */
import '@xyflow/react/dist/base.css';
import {
  BaseEdge,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { type ReactNode, useEffect, useMemo } from 'react';
import type { FlowRuns, Graph, GraphEdge } from '../api/contract';
import { Icon, type IconName } from '../parts/icon';
import { useWords } from '../words/use-words';
import parts from '../parts/parts.module.css';
import styles from './diagram.module.css';
import { shownGraph } from './shown-graph';
import { placed, type PlacedEdge, type PlacedGroup, type PlacedNode, type Point } from './layout';

/** How a run stands at a step: it is there now, or has been. */
type StepState = 'open' | 'done';

/** The states of a run's steps, by their ids. */
type StepStates = ReadonlyMap<string, StepState>;

/** How many of the runs that have ended took what a box stands for, and how many wait there. */
interface BoxRuns {
  /** Absent while none has ended. */
  took: number | undefined;
  wait: number;
}

type Box = Node<{ node: PlacedNode; state: StepState | undefined; runs: BoxRuns | undefined }, 'box'>;
type Frame = Node<{ group: PlacedGroup }, 'frame'>;

function BoxView({ data: { node, state, runs } }: NodeProps<Box>): ReactNode {
  const words = useWords();
  return (
    <div
      className={styles.node}
      {...{ 'data-shape': node.shape, 'data-mark': node.mark, 'data-state': state }}
      data-taken={runs?.took === undefined ? undefined : runs.took + runs.wait > 0}
    >
      <Handle type="target" position={Position.Top} className={styles.handle} isConnectable={false} />
      {node.lines.map((line, at) => (
        <span key={at}>{line}</span>
      ))}
      {state === 'open' ? <span className={parts.visuallyHidden}>{words.diagram.here}</span> : null}
      {runs === undefined ? null : <Badges runs={runs} />}
      <Handle type="source" position={Position.Bottom} className={styles.handle} isConnectable={false} />
    </div>
  );
}

function Badges({ runs: { took, wait } }: { runs: BoxRuns }): ReactNode {
  const { diagram: words } = useWords();
  return (
    <>
      {took === undefined ? null : (
        <span className={styles.took} title={words.took(took)}>
          <span aria-hidden>{took}</span>
          <span className={parts.visuallyHidden}>{words.took(took)}</span>
        </span>
      )}
      {wait === 0 ? null : (
        <span className={styles.wait} title={words.wait(wait)}>
          <Icon name="clock" size={11} />
          <span aria-hidden>{wait}</span>
          <span className={parts.visuallyHidden}>{words.wait(wait)}</span>
        </span>
      )}
    </>
  );
}

const FrameView = ({ data: { group } }: NodeProps<Frame>): ReactNode => (
  <div className={styles.group}>{group.title}</div>
);

type Line = Edge<{ placed: PlacedEdge; text: string }, 'line'>;

/** A line where it was laid out, with its label in the place that was kept for it. */
function LineView({ id, data, markerEnd, style }: EdgeProps<Line>): ReactNode {
  if (data === undefined) return null;
  const { placed: line, text } = data;
  const path = pathOf(line);
  return (
    <>
      <BaseEdge
        {...{ id, path }}
        {...(markerEnd === undefined ? {} : { markerEnd })}
        {...(style === undefined ? {} : { style })}
      />
      {line.label === undefined ? null : (
        <EdgeLabelRenderer>
          <div
            className={styles.label}
            data-label={id}
            style={{
              width: line.label.width,
              height: line.label.height,
              transform: `translate(-50%, -50%) translate(${line.label.x}px, ${line.label.y}px)`,
            }}
          >
            {text}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

/** Through all its points, of which one is its label's; corners are a little round. */
function pathOf({ points }: PlacedEdge): string {
  const pieces = points.map((point, at) => {
    const [before, after] = [points[at - 1], points[at + 1]];
    if (before === undefined) return `M ${point.x} ${point.y}`;
    if (after === undefined) return `L ${point.x} ${point.y}`;
    const [from, to] = [towards(point, before), towards(point, after)];
    return `L ${from.x} ${from.y} Q ${point.x} ${point.y} ${to.x} ${to.y}`;
  });
  return pieces.join(' ');
}

const cornerRadius = 12;

/** The place near a corner where its rounding begins, on the way to another point. */
function towards(corner: Point, other: Point): Point {
  const [x, y] = [other.x - corner.x, other.y - corner.y];
  const length = Math.hypot(x, y);
  const part = length === 0 ? 0 : Math.min(cornerRadius, length / 2) / length;
  return { x: corner.x + x * part, y: corner.y + y * part };
}

const nodeTypes = { box: BoxView, frame: FrameView };
const edgeTypes = { line: LineView };

interface DiagramProps {
  graph: Graph;
  states?: StepStates;
  /** Which ways the flow's runs take. */
  runs?: FlowRuns | undefined;
  height?: string;
  /** Conditions are shown as developers write them. */
  withConditions?: boolean;
}

const noStates: StepStates = new Map();

/** The diagram. */
export default function Diagram({
  graph,
  states,
  runs,
  height,
  withConditions = false,
}: DiagramProps): ReactNode {
  const words = useWords();
  const shown = useMemo(() => shownGraph(graph, words, withConditions), [graph, words, withConditions]);
  return (
    <div
      className={styles.frame}
      role="group"
      aria-label={words.diagram.label}
      style={height === undefined ? {} : { height }}
    >
      <ReactFlowProvider>
        <Zoom />
        <Drawn graph={shown} states={states ?? noStates} runs={runs} />
      </ReactFlowProvider>
    </div>
  );
}

interface DrawnProps {
  graph: Graph;
  states: StepStates;
  runs: FlowRuns | undefined;
}

function Drawn({ graph, states, runs }: DrawnProps): ReactNode {
  const words = useWords();
  const labelOf = useMemo(() => {
    const wentOf = runs === undefined ? () => undefined : ways(graph, runs);
    return (edge: GraphEdge): string => {
      const [label, went] = [words.lines(edge.label ?? ''), wentOf(edge)];
      return went === undefined ? label : `${label} · ${went}`;
    };
  }, [graph, runs, words]);
  const layout = useMemo(() => placed(graph, labelOf), [graph, labelOf]);
  const nodes = useMemo(() => nodesOf(layout, states, runs), [layout, states, runs]);
  const edges = useMemo(() => edgesOf(graph, layout.edges, labelOf), [graph, layout, labelOf]);
  return (
    <ReactFlow
      {...{ nodes, edges, nodeTypes, edgeTypes }}
      {...{ nodesDraggable: false, nodesConnectable: false, nodesFocusable: false, edgesFocusable: false }}
      {...{ elementsSelectable: false, zoomOnScroll: false, preventScrolling: false, panOnDrag: true }}
      minZoom={0.1}
      maxZoom={1.6}
      proOptions={{ hideAttribution: true }}
    >
      <Follow nodes={layout.nodes} edges={graph.edges} states={states} />
    </ReactFlow>
  );
}

/** How near it is looked at: above the drawing, so that it covers nothing of it. */
function Zoom(): ReactNode {
  const { diagram: words } = useWords();
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const ways: readonly [string, IconName, () => unknown][] = [
    [words.zoomIn, 'plus', () => zoomIn()],
    [words.zoomOut, 'minus', () => zoomOut()],
    [words.whole, 'whole', () => fitView()],
  ];
  return (
    <div className={styles.zoom}>
      {ways.map(([label, icon, go]) => (
        <button key={icon} type="button" aria-label={label} title={label} onClick={() => void go()}>
          <Icon name={icon} size={15} />
        </button>
      ))}
    </div>
  );
}

/** How many runs went along a line, of those whose outcome is known. */
function ways(graph: Graph, { ended, steps }: FlowRuns): (edge: GraphEdge) => number | undefined {
  const stepOf = new Map(graph.nodes.map(({ id, step }) => [id, step]));
  return ({ from, outcomes }) => {
    if (outcomes === undefined || ended === 0) return undefined;
    const taken = steps.find(({ step }) => step === stepOf.get(from))?.outcomes ?? [];
    return taken.reduce((sum, { outcome, runs }) => (outcomes.includes(outcome) ? sum + runs : sum), 0);
  };
}

/** What each box shows of the runs: of several boxes of a step, the first; the start stands for all. */
function runsAt(nodes: readonly PlacedNode[], runs: FlowRuns | undefined): ReadonlyMap<string, BoxRuns> {
  const shown = new Map<string, BoxRuns>();
  if (runs === undefined) return shown;
  const seen = new Set<string>();
  const took = (count: number): number | undefined => (runs.ended === 0 ? undefined : count);
  for (const [at, { id, step }] of nodes.entries()) {
    if (at === 0 && step === undefined) shown.set(id, { took: took(runs.ended), wait: 0 });
    if (step === undefined || seen.has(step)) continue;
    seen.add(step);
    const wait = runs.waits.reduce((sum, each) => (each.step === step ? sum + each.runs : sum), 0);
    shown.set(id, { took: took(runs.steps.find((each) => each.step === step)?.runs ?? 0), wait });
  }
  return shown;
}

function nodesOf(
  { nodes, groups }: Pick<ReturnType<typeof placed>, 'nodes' | 'groups'>,
  states: StepStates,
  runs: FlowRuns | undefined,
): (Box | Frame)[] {
  const counted = runsAt(nodes, runs);
  const frames = groups.map((group): Frame => {
    const { id, x, y, width, height } = group;
    return { id, type: 'frame', position: { x, y }, width, height, data: { group }, zIndex: -1 };
  });
  const boxes = nodes.map((node): Box => {
    const { id, x, y, width, height, step } = node;
    const state = step === undefined ? undefined : states.get(step);
    return {
      id,
      type: 'box',
      position: { x, y },
      width,
      height,
      data: { node, state, runs: counted.get(id) },
    };
  });
  return [...frames, ...boxes];
}

const edgesOf = (
  { edges }: Graph,
  lines: readonly PlacedEdge[],
  labelOf: (edge: GraphEdge) => string,
): Line[] =>
  edges.flatMap((edge, at): Line[] => {
    const { from, to, label, dashed } = edge;
    const line = lines[at];
    if (line === undefined) return [];
    return [
      {
        ...{ id: String(at), source: from, target: to, type: 'line' },
        data: { placed: line, text: label === undefined ? '' : labelOf(edge) },
        markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 },
        ...(dashed === true ? { style: { strokeDasharray: '4 4' } } : {}),
      },
    ];
  });

interface FollowProps {
  nodes: readonly PlacedNode[];
  edges: readonly GraphEdge[];
  states: StepStates;
}

/** Keeps in sight where the run stands or has ended, with what may follow and its way there; before it has begun, the flow's start. */
function Follow({ nodes, edges, states }: FollowProps): ReactNode {
  const { setCenter } = useReactFlow();
  const [width, height] = [useStore((flow) => flow.width), useStore((flow) => flow.height)];
  const { x, y, zoom } = useMemo(
    () => viewOf({ nodes, edges, states }, { width, height }),
    [nodes, edges, states, width, height],
  );
  useEffect(() => {
    if (height > 0) void setCenter(x, y, { zoom });
  }, [x, y, zoom, height, setCenter]);
  return null;
}

/** Smaller, a box cannot be read; larger, it looks like a poster. */
const [leastZoom, mostZoom] = [0.72, 0.95];
/** Room around what is in sight, in the drawing's units. */
const around = 24;

interface Field {
  width: number;
  height: number;
}

/** The middle of what is looked at, and how near: as many boxes as can be read, those nearest to where the run stands first. */
function viewOf(flow: FollowProps, field: Field): Point & { zoom: number } {
  let seen = boundsOf(flow.nodes.slice(0, 1));
  const shown: PlacedNode[] = [];
  for (const node of nearest(flow)) {
    const wider = boundsOf([...shown, node]);
    if (zoomFor(wider, field) < leastZoom && shown.length > 0) continue;
    shown.push(node);
    seen = wider;
  }
  const zoom = Math.min(mostZoom, Math.max(leastZoom, zoomFor(seen, field)));
  return { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2, zoom };
}

const zoomFor = (seen: Field, { width, height }: Field): number =>
  Math.min(width / (seen.width + 2 * around), height / (seen.height + 2 * around));

/** Where the run stands, or the last step that it took; then what may follow, then what came before, the last first. */
function nearest({ nodes, edges, states }: FollowProps): PlacedNode[] {
  const at = (wanted: StepState): PlacedNode[] =>
    nodes
      .filter(({ step }) => step !== undefined && states.get(step) === wanted)
      .toSorted((a, b) => b.y - a.y);
  // Of a step's boxes, what is asked for stands above what is done.
  const here = at('open').at(-1) ?? at('done')[0];
  if (here === undefined) return nodes.toSorted((a, b) => a.y - b.y);
  const following = edges.filter(({ from }) => from === here.id).map(({ to }) => to);
  const after = nodes.filter(({ id }) => following.includes(id));
  return [...new Set([here, ...after, ...at('done').filter(({ y }) => y <= here.y)])];
}

/** What boxes take of the drawing. */
function boundsOf(boxes: readonly PlacedNode[]): Point & Field {
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
