/** A flow's diagram, with the steps that a run has taken and the one where it stands. Loaded when one is first shown. */
import '@xyflow/react/dist/base.css';
import {
  Controls,
  type Edge,
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
import type { Graph } from '../api/contract';
import { useWords } from '../words/use-words';
import styles from './diagram.module.css';
import { placed, type PlacedGroup, type PlacedNode } from './layout';

/** How a run stands at a step: it is there now, or has been. */
type StepState = 'open' | 'done';

/** The states of a run's steps, by their ids. */
type StepStates = ReadonlyMap<string, StepState>;

type Box = Node<{ node: PlacedNode; state: StepState | undefined }, 'box'>;
type Frame = Node<{ group: PlacedGroup }, 'frame'>;

function BoxView({ data: { node, state } }: NodeProps<Box>): ReactNode {
  const words = useWords();
  return (
    <div className={styles.node} data-shape={node.shape} data-mark={node.mark} data-state={state}>
      <Handle type="target" position={Position.Top} className={styles.handle} isConnectable={false} />
      {node.lines.map((line, at) => (
        <span key={at}>{words.lines(line)}</span>
      ))}
      {state === 'open' ? <span className={styles.hidden}>{words.diagram.here}</span> : null}
      <Handle type="source" position={Position.Bottom} className={styles.handle} isConnectable={false} />
    </div>
  );
}

const FrameView = ({ data: { group } }: NodeProps<Frame>): ReactNode => (
  <div className={styles.group}>{group.title}</div>
);

const nodeTypes = { box: BoxView, frame: FrameView };

interface DiagramProps {
  graph: Graph;
  states?: StepStates;
  height?: string;
}

/** The diagram. */
export default function Diagram({ graph, states, height }: DiagramProps): ReactNode {
  const words = useWords();
  return (
    <div
      className={styles.frame}
      role="group"
      aria-label={words.diagram.label}
      style={height === undefined ? {} : { height }}
    >
      <ReactFlowProvider>
        <Drawn graph={graph} states={states ?? new Map()} />
      </ReactFlowProvider>
    </div>
  );
}

function Drawn({ graph, states }: { graph: Graph; states: StepStates }): ReactNode {
  const words = useWords();
  const layout = useMemo(() => placed(graph), [graph]);
  const nodes = useMemo(() => nodesOf(layout, states), [layout, states]);
  const edges = useMemo(() => edgesOf(graph, words.lines), [graph, words]);
  return (
    <ReactFlow
      {...{ nodes, edges, nodeTypes }}
      {...{ nodesDraggable: false, nodesConnectable: false, nodesFocusable: false, edgesFocusable: false }}
      {...{ elementsSelectable: false, zoomOnScroll: false, preventScrolling: false, panOnDrag: true }}
      minZoom={0.1}
      maxZoom={1.6}
      proOptions={{ hideAttribution: true }}
      ariaLabelConfig={{
        'controls.zoomIn.ariaLabel': words.diagram.zoomIn,
        'controls.zoomOut.ariaLabel': words.diagram.zoomOut,
        'controls.fitView.ariaLabel': words.diagram.whole,
      }}
    >
      <Controls showInteractive={false} position="top-right" orientation="horizontal" />
      <Follow nodes={layout.nodes} states={states} />
    </ReactFlow>
  );
}

function nodesOf({ nodes, groups }: ReturnType<typeof placed>, states: StepStates): (Box | Frame)[] {
  const frames = groups.map((group): Frame => {
    const { id, x, y, width, height } = group;
    return { id, type: 'frame', position: { x, y }, width, height, data: { group }, zIndex: -1 };
  });
  const boxes = nodes.map((node): Box => {
    const { id, x, y, width, height, step } = node;
    const state = step === undefined ? undefined : states.get(step);
    return { id, type: 'box', position: { x, y }, width, height, data: { node, state } };
  });
  return [...frames, ...boxes];
}

const edgesOf = ({ edges }: Graph, written: (line: string) => string): Edge[] =>
  edges.map(({ from, to, label, dashed }, at) => ({
    ...{ id: String(at), source: from, target: to, type: 'smoothstep' },
    markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 },
    ...(label === undefined ? {} : { label: written(label) }),
    ...(dashed === true ? { style: { strokeDasharray: '4 4' } } : {}),
  }));

/** Keeps in sight where the run stands or has ended; before it has begun, and without one, the flow's start. */
function Follow({ nodes, states }: { nodes: readonly PlacedNode[]; states: StepStates }): ReactNode {
  const { setCenter } = useReactFlow();
  const height = useStore(({ height: measured }) => measured);
  const at = (wanted: StepState): PlacedNode[] =>
    nodes.filter(({ step }) => step !== undefined && states.get(step) === wanted);
  // Where it stands; at the end, the last step that it took.
  const reached =
    at('open')[0] ??
    at('done')
      .toSorted((a, b) => a.y - b.y)
      .at(-1);
  const here = reached ?? nodes[0];
  const isStart = reached === undefined;
  useEffect(() => {
    if (here === undefined || height === 0) return;
    const zoom = 0.9;
    // What follows the start is below it; a step is seen among what comes before and after.
    const below = isStart ? (height / zoom) * 0.38 : 0;
    void setCenter(here.x + here.width / 2, here.y + here.height / 2 + below, { zoom });
  }, [here, isStart, height, setCenter]);
  return null;
}
