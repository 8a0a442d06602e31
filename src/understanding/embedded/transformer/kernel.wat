;; The arithmetic of the transformer: 128-bit SIMD, one thread, no relaxed instructions.
;; Built into kernel.wasm by `npm run tool -- kernel`. All pointers are bytes into the imported memory.
;; Rows are tokens. `rows` is a multiple of 4: rows past the last token hold no meaning and are never read for one.

(module
  (import "kernel" "memory" (memory 1))

  ;; Rounds f32 rows to i16 between -limit and limit, one scale a row. Four rows lie together, eight values of
  ;; each in turn, so that `dense` reads them with one pointer. `size` is a multiple of 8.
  (func (export "quantise")
    (param $x i32) (param $packed i32) (param $scales i32) (param $rows i32) (param $size i32) (param $limit f32)
    (local $row i32) (local $at i32) (local $end i32) (local $to i32)
    (local $highest v128) (local $largest f32) (local $factor v128)
    (loop $eachRow
      (local.set $end (i32.add (local.get $x) (i32.shl (local.get $size) (i32.const 2))))
      (local.set $at (local.get $x))
      (local.set $highest (v128.const f32x4 1e-12 1e-12 1e-12 1e-12))
      (loop $eachFour
        (local.set $highest
          (f32x4.max (local.get $highest) (f32x4.abs (v128.load (local.get $at)))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $eachFour (i32.lt_u (local.get $at) (local.get $end))))
      (local.set $largest
        (f32.max
          (f32.max (f32x4.extract_lane 0 (local.get $highest)) (f32x4.extract_lane 1 (local.get $highest)))
          (f32.max (f32x4.extract_lane 2 (local.get $highest)) (f32x4.extract_lane 3 (local.get $highest)))))
      (f32.store (local.get $scales) (f32.div (local.get $largest) (local.get $limit)))
      (local.set $factor (f32x4.splat (f32.div (local.get $limit) (local.get $largest))))
      (local.set $to
        (i32.add
          (i32.add
            (local.get $packed)
            (i32.mul (i32.and (local.get $row) (i32.const -4)) (i32.shl (local.get $size) (i32.const 1))))
          (i32.shl (i32.and (local.get $row) (i32.const 3)) (i32.const 4))))
      (loop $eachEight
        (v128.store (local.get $to)
          (i16x8.narrow_i32x4_s
            (i32x4.trunc_sat_f32x4_s
              (f32x4.nearest (f32x4.mul (local.get $factor) (v128.load (local.get $x)))))
            (i32x4.trunc_sat_f32x4_s
              (f32x4.nearest (f32x4.mul (local.get $factor) (v128.load offset=16 (local.get $x)))))))
        (local.set $to (i32.add (local.get $to) (i32.const 64)))
        (local.set $x (i32.add (local.get $x) (i32.const 32)))
        (br_if $eachEight (i32.lt_u (local.get $x) (local.get $end))))
      (local.set $scales (i32.add (local.get $scales) (i32.const 4)))
      (local.set $row (i32.add (local.get $row) (i32.const 1)))
      (br_if $eachRow (i32.lt_u (local.get $row) (local.get $rows)))))

  ;; y = x · wᵀ + bias: `packed` and `scales` from `quantise`, int8 weights [outputs, inputs] as in the file, widened
  ;; while they are read. Four rows times two outputs are in registers at once: measured as the fastest of nine shapes.
  (func (export "dense")
    (param $packed i32) (param $scales i32) (param $weights i32) (param $weightScales i32) (param $bias i32)
    (param $y i32) (param $rows i32) (param $inputs i32) (param $outputs i32)
    (local $rowBytes i32) (local $blockBytes i32) (local $output i32) (local $end i32) (local $to i32)
    (local $x i32) (local $w i32) (local $u i32)
    (local $left v128) (local $right v128) (local $eight v128) (local $scale01 v128) (local $scale23 v128)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $b3 v128)
    (local.set $rowBytes (i32.shl (local.get $outputs) (i32.const 2)))
    (local.set $blockBytes (i32.shl (local.get $inputs) (i32.const 3)))
    (loop $eachBlock
      (local.set $scale01 (v128.load64_zero (local.get $scales)))
      (local.set $scale01
        (i8x16.shuffle 0 1 2 3 0 1 2 3 4 5 6 7 4 5 6 7 (local.get $scale01) (local.get $scale01)))
      (local.set $scale23 (v128.load64_zero offset=8 (local.get $scales)))
      (local.set $scale23
        (i8x16.shuffle 0 1 2 3 0 1 2 3 4 5 6 7 4 5 6 7 (local.get $scale23) (local.get $scale23)))
      (local.set $w (local.get $weights))
      (local.set $output (i32.const 0))
      (loop $eachPair
        (local.set $u (i32.add (local.get $w) (local.get $inputs)))
        (local.set $x (local.get $packed))
        (local.set $end (i32.add (local.get $packed) (local.get $blockBytes)))
        (local.set $a0 (v128.const i32x4 0 0 0 0))
        (local.set $a1 (v128.const i32x4 0 0 0 0))
        (local.set $a2 (v128.const i32x4 0 0 0 0))
        (local.set $a3 (v128.const i32x4 0 0 0 0))
        (local.set $b0 (v128.const i32x4 0 0 0 0))
        (local.set $b1 (v128.const i32x4 0 0 0 0))
        (local.set $b2 (v128.const i32x4 0 0 0 0))
        (local.set $b3 (v128.const i32x4 0 0 0 0))
        ;; Not unrolled: twice as many loads at once no longer fit the registers.
        (loop $eachEight
          (local.set $left (v128.load8x8_s (local.get $w)))
          (local.set $right (v128.load8x8_s (local.get $u)))
          (local.set $eight (v128.load (local.get $x)))
          (local.set $a0 (i32x4.add (local.get $a0) (i32x4.dot_i16x8_s (local.get $eight) (local.get $left))))
          (local.set $b0 (i32x4.add (local.get $b0) (i32x4.dot_i16x8_s (local.get $eight) (local.get $right))))
          (local.set $eight (v128.load offset=16 (local.get $x)))
          (local.set $a1 (i32x4.add (local.get $a1) (i32x4.dot_i16x8_s (local.get $eight) (local.get $left))))
          (local.set $b1 (i32x4.add (local.get $b1) (i32x4.dot_i16x8_s (local.get $eight) (local.get $right))))
          (local.set $eight (v128.load offset=32 (local.get $x)))
          (local.set $a2 (i32x4.add (local.get $a2) (i32x4.dot_i16x8_s (local.get $eight) (local.get $left))))
          (local.set $b2 (i32x4.add (local.get $b2) (i32x4.dot_i16x8_s (local.get $eight) (local.get $right))))
          (local.set $eight (v128.load offset=48 (local.get $x)))
          (local.set $a3 (i32x4.add (local.get $a3) (i32x4.dot_i16x8_s (local.get $eight) (local.get $left))))
          (local.set $b3 (i32x4.add (local.get $b3) (i32x4.dot_i16x8_s (local.get $eight) (local.get $right))))
          (local.set $w (i32.add (local.get $w) (i32.const 8)))
          (local.set $u (i32.add (local.get $u) (i32.const 8)))
          (local.set $x (i32.add (local.get $x) (i32.const 64)))
          (br_if $eachEight (i32.lt_u (local.get $x) (local.get $end))))
        (local.set $a0
          (call $sums
            (f32x4.convert_i32x4_s (local.get $a0)) (f32x4.convert_i32x4_s (local.get $b0))
            (f32x4.convert_i32x4_s (local.get $a1)) (f32x4.convert_i32x4_s (local.get $b1))))
        (local.set $a2
          (call $sums
            (f32x4.convert_i32x4_s (local.get $a2)) (f32x4.convert_i32x4_s (local.get $b2))
            (f32x4.convert_i32x4_s (local.get $a3)) (f32x4.convert_i32x4_s (local.get $b3))))
        (local.set $left (v128.load64_splat (i32.add (local.get $weightScales) (local.get $output))))
        (local.set $right (v128.load64_splat (i32.add (local.get $bias) (local.get $output))))
        (local.set $a0
          (f32x4.add (local.get $right)
            (f32x4.mul (local.get $a0) (f32x4.mul (local.get $left) (local.get $scale01)))))
        (local.set $a2
          (f32x4.add (local.get $right)
            (f32x4.mul (local.get $a2) (f32x4.mul (local.get $left) (local.get $scale23)))))
        (local.set $to (i32.add (local.get $y) (local.get $output)))
        (v128.store64_lane 0 (local.get $to) (local.get $a0))
        (local.set $to (i32.add (local.get $to) (local.get $rowBytes)))
        (v128.store64_lane 1 (local.get $to) (local.get $a0))
        (local.set $to (i32.add (local.get $to) (local.get $rowBytes)))
        (v128.store64_lane 0 (local.get $to) (local.get $a2))
        (local.set $to (i32.add (local.get $to) (local.get $rowBytes)))
        (v128.store64_lane 1 (local.get $to) (local.get $a2))
        ;; $u now stands behind the second row of weights.
        (local.set $w (local.get $u))
        (local.set $output (i32.add (local.get $output) (i32.const 8)))
        (br_if $eachPair (i32.lt_u (local.get $output) (local.get $rowBytes))))
      (local.set $packed (local.get $end))
      (local.set $scales (i32.add (local.get $scales) (i32.const 16)))
      (local.set $y (i32.add (local.get $y) (i32.shl (local.get $rowBytes) (i32.const 2))))
      (local.set $rows (i32.sub (local.get $rows) (i32.const 4)))
      (br_if $eachBlock (local.get $rows))))

  ;; Two queries against all keys of one head: their scaled products, a row of `rows` f32 each.
  (func $score
    (param $q i32) (param $k i32) (param $scores i32) (param $rows i32) (param $stride i32) (param $size i32)
    (local $at i32) (local $to i32) (local $end i32) (local $k0 i32) (local $k1 i32) (local $k2 i32) (local $k3 i32)
    (local $first v128) (local $second v128) (local $key v128) (local $scale v128)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $b3 v128)
    (local.set $scale
      (f32x4.splat (f32.div (f32.const 1) (f32.sqrt (f32.convert_i32_u (local.get $size))))))
    (local.set $end (i32.add (local.get $q) (i32.shl (local.get $size) (i32.const 2))))
    (local.set $to (local.get $scores))
    (loop $eachFour
      (local.set $at (local.get $q))
      (local.set $k0 (local.get $k))
      (local.set $k1 (i32.add (local.get $k0) (local.get $stride)))
      (local.set $k2 (i32.add (local.get $k1) (local.get $stride)))
      (local.set $k3 (i32.add (local.get $k2) (local.get $stride)))
      (local.set $k (i32.add (local.get $k3) (local.get $stride)))
      (local.set $a0 (v128.const i32x4 0 0 0 0))
      (local.set $a1 (v128.const i32x4 0 0 0 0))
      (local.set $a2 (v128.const i32x4 0 0 0 0))
      (local.set $a3 (v128.const i32x4 0 0 0 0))
      (local.set $b0 (v128.const i32x4 0 0 0 0))
      (local.set $b1 (v128.const i32x4 0 0 0 0))
      (local.set $b2 (v128.const i32x4 0 0 0 0))
      (local.set $b3 (v128.const i32x4 0 0 0 0))
      (loop $eachPart
        (local.set $first (v128.load (local.get $at)))
        (local.set $second (v128.load (i32.add (local.get $at) (local.get $stride))))
        (local.set $key (v128.load (local.get $k0)))
        (local.set $a0 (f32x4.add (local.get $a0) (f32x4.mul (local.get $first) (local.get $key))))
        (local.set $b0 (f32x4.add (local.get $b0) (f32x4.mul (local.get $second) (local.get $key))))
        (local.set $key (v128.load (local.get $k1)))
        (local.set $a1 (f32x4.add (local.get $a1) (f32x4.mul (local.get $first) (local.get $key))))
        (local.set $b1 (f32x4.add (local.get $b1) (f32x4.mul (local.get $second) (local.get $key))))
        (local.set $key (v128.load (local.get $k2)))
        (local.set $a2 (f32x4.add (local.get $a2) (f32x4.mul (local.get $first) (local.get $key))))
        (local.set $b2 (f32x4.add (local.get $b2) (f32x4.mul (local.get $second) (local.get $key))))
        (local.set $key (v128.load (local.get $k3)))
        (local.set $a3 (f32x4.add (local.get $a3) (f32x4.mul (local.get $first) (local.get $key))))
        (local.set $b3 (f32x4.add (local.get $b3) (f32x4.mul (local.get $second) (local.get $key))))
        (local.set $k0 (i32.add (local.get $k0) (i32.const 16)))
        (local.set $k1 (i32.add (local.get $k1) (i32.const 16)))
        (local.set $k2 (i32.add (local.get $k2) (i32.const 16)))
        (local.set $k3 (i32.add (local.get $k3) (i32.const 16)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $eachPart (i32.lt_u (local.get $at) (local.get $end))))
      (v128.store (local.get $to)
        (f32x4.mul (local.get $scale)
          (call $sums (local.get $a0) (local.get $a1) (local.get $a2) (local.get $a3))))
      (v128.store (i32.add (local.get $to) (i32.shl (local.get $rows) (i32.const 2)))
        (f32x4.mul (local.get $scale)
          (call $sums (local.get $b0) (local.get $b1) (local.get $b2) (local.get $b3))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $eachFour
        (i32.lt_u (local.get $to)
          (i32.add (local.get $scores) (i32.shl (local.get $rows) (i32.const 2)))))))

  ;; The sum of each vector's lanes.
  (func $sums (param $a v128) (param $b v128) (param $c v128) (param $d v128) (result v128)
    (local.set $a
      (f32x4.add
        (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $b))
        (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $a) (local.get $b))))
    (local.set $c
      (f32x4.add
        (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $c) (local.get $d))
        (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $c) (local.get $d))))
    (f32x4.add
      (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $a) (local.get $c))
      (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $a) (local.get $c))))

  ;; Softmax of one row of scores in place; what is past the last token counts nothing.
  (func $softmax (param $scores i32) (param $tokens i32) (param $rows i32)
    (local $at i32) (local $end i32) (local $highest v128) (local $sum v128) (local $x v128) (local $n v128)
    (local.set $at (i32.add (local.get $scores) (i32.shl (local.get $tokens) (i32.const 2))))
    (local.set $end (i32.add (local.get $scores) (i32.shl (local.get $rows) (i32.const 2))))
    (block $filled
      (loop $eachEmpty
        (br_if $filled (i32.ge_u (local.get $at) (local.get $end)))
        (f32.store (local.get $at) (f32.const -1e9))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $eachEmpty)))
    (local.set $at (local.get $scores))
    (local.set $highest (v128.load (local.get $at)))
    (loop $eachFour
      (local.set $highest (f32x4.max (local.get $highest) (v128.load (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $eachFour (i32.lt_u (local.get $at) (local.get $end))))
    (local.set $highest
      (f32x4.max (local.get $highest)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $highest) (local.get $highest))))
    (local.set $highest
      (f32x4.max (local.get $highest)
        (i8x16.shuffle 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11 (local.get $highest) (local.get $highest))))
    (local.set $at (local.get $scores))
    (loop $eachFour
      ;; exp(x) = 2^n * exp(r) with |r| <= ln(2) / 2, where Taylor's terms up to the fifth are exact to 3e-6.
      (local.set $x
        (f32x4.max
          (f32x4.sub (v128.load (local.get $at)) (local.get $highest))
          (v128.const f32x4 -60 -60 -60 -60)))
      (local.set $n
        (f32x4.nearest
          (f32x4.mul (local.get $x) (v128.const f32x4 1.44269504 1.44269504 1.44269504 1.44269504))))
      (local.set $x
        (f32x4.sub (local.get $x)
          (f32x4.mul (local.get $n) (v128.const f32x4 0.69314718 0.69314718 0.69314718 0.69314718))))
      (local.set $x
        (f32x4.mul
          (i32x4.shl
            (i32x4.add (i32x4.trunc_sat_f32x4_s (local.get $n)) (v128.const i32x4 127 127 127 127))
            (i32.const 23))
          (f32x4.add (v128.const f32x4 1 1 1 1) (f32x4.mul (local.get $x)
            (f32x4.add (v128.const f32x4 1 1 1 1) (f32x4.mul (local.get $x)
              (f32x4.add (v128.const f32x4 0.5 0.5 0.5 0.5) (f32x4.mul (local.get $x)
                (f32x4.add (v128.const f32x4 0.16666667 0.16666667 0.16666667 0.16666667) (f32x4.mul (local.get $x)
                  (f32x4.add (v128.const f32x4 0.041666667 0.041666667 0.041666667 0.041666667) (f32x4.mul (local.get $x)
                    (v128.const f32x4 0.0083333333 0.0083333333 0.0083333333 0.0083333333)))))))))))))
      (local.set $sum (f32x4.add (local.get $sum) (local.get $x)))
      (v128.store (local.get $at) (local.get $x))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $eachFour (i32.lt_u (local.get $at) (local.get $end))))
    (local.set $x
      (f32x4.div
        (v128.const f32x4 1 1 1 1)
        (call $sums (local.get $sum) (local.get $sum) (local.get $sum) (local.get $sum))))
    (local.set $at (local.get $scores))
    (loop $eachFour
      (v128.store (local.get $at) (f32x4.mul (local.get $x) (v128.load (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $eachFour (i32.lt_u (local.get $at) (local.get $end)))))

  ;; Two queries' weighted sums of the values of one head, sixteen numbers at a time.
  (func $mix
    (param $scores i32) (param $v i32) (param $y i32)
    (param $tokens i32) (param $rows i32) (param $stride i32) (param $size i32)
    (local $p i32) (local $pEnd i32) (local $at i32) (local $end i32)
    (local $first v128) (local $second v128) (local $value v128)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $b3 v128)
    (local.set $rows (i32.shl (local.get $rows) (i32.const 2)))
    (local.set $pEnd (i32.add (local.get $scores) (i32.shl (local.get $tokens) (i32.const 2))))
    (local.set $end (i32.add (local.get $v) (i32.shl (local.get $size) (i32.const 2))))
    (loop $eachSixteen
      (local.set $p (local.get $scores))
      (local.set $at (local.get $v))
      (local.set $a0 (v128.const f32x4 0 0 0 0))
      (local.set $a1 (v128.const f32x4 0 0 0 0))
      (local.set $a2 (v128.const f32x4 0 0 0 0))
      (local.set $a3 (v128.const f32x4 0 0 0 0))
      (local.set $b0 (v128.const f32x4 0 0 0 0))
      (local.set $b1 (v128.const f32x4 0 0 0 0))
      (local.set $b2 (v128.const f32x4 0 0 0 0))
      (local.set $b3 (v128.const f32x4 0 0 0 0))
      (loop $eachToken
        (local.set $first (v128.load32_splat (local.get $p)))
        (local.set $second (v128.load32_splat (i32.add (local.get $p) (local.get $rows))))
        (local.set $value (v128.load (local.get $at)))
        (local.set $a0 (f32x4.add (local.get $a0) (f32x4.mul (local.get $first) (local.get $value))))
        (local.set $b0 (f32x4.add (local.get $b0) (f32x4.mul (local.get $second) (local.get $value))))
        (local.set $value (v128.load offset=16 (local.get $at)))
        (local.set $a1 (f32x4.add (local.get $a1) (f32x4.mul (local.get $first) (local.get $value))))
        (local.set $b1 (f32x4.add (local.get $b1) (f32x4.mul (local.get $second) (local.get $value))))
        (local.set $value (v128.load offset=32 (local.get $at)))
        (local.set $a2 (f32x4.add (local.get $a2) (f32x4.mul (local.get $first) (local.get $value))))
        (local.set $b2 (f32x4.add (local.get $b2) (f32x4.mul (local.get $second) (local.get $value))))
        (local.set $value (v128.load offset=48 (local.get $at)))
        (local.set $a3 (f32x4.add (local.get $a3) (f32x4.mul (local.get $first) (local.get $value))))
        (local.set $b3 (f32x4.add (local.get $b3) (f32x4.mul (local.get $second) (local.get $value))))
        (local.set $p (i32.add (local.get $p) (i32.const 4)))
        (local.set $at (i32.add (local.get $at) (local.get $stride)))
        (br_if $eachToken (i32.lt_u (local.get $p) (local.get $pEnd))))
      (v128.store (local.get $y) (local.get $a0))
      (v128.store offset=16 (local.get $y) (local.get $a1))
      (v128.store offset=32 (local.get $y) (local.get $a2))
      (v128.store offset=48 (local.get $y) (local.get $a3))
      (local.set $at (i32.add (local.get $y) (local.get $stride)))
      (v128.store (local.get $at) (local.get $b0))
      (v128.store offset=16 (local.get $at) (local.get $b1))
      (v128.store offset=32 (local.get $at) (local.get $b2))
      (v128.store offset=48 (local.get $at) (local.get $b3))
      (local.set $v (i32.add (local.get $v) (i32.const 64)))
      (local.set $y (i32.add (local.get $y) (i32.const 64)))
      (br_if $eachSixteen (i32.lt_u (local.get $v) (local.get $end)))))

  ;; Attention of all heads: softmax(q kT / sqrt(size)) v. `size`, the width of a head, is a multiple of 16;
  ;; `scores` has room for two rows.
  (func (export "attend")
    (param $q i32) (param $k i32) (param $v i32) (param $y i32) (param $scores i32)
    (param $tokens i32) (param $rows i32) (param $heads i32) (param $size i32)
    (local $stride i32) (local $row i32) (local $skip i32)
    (local.set $stride (i32.shl (i32.mul (local.get $heads) (local.get $size)) (i32.const 2)))
    (loop $eachHead
      (local.set $row (i32.const 0))
      (loop $eachPair
        (local.set $skip (i32.mul (local.get $row) (local.get $stride)))
        (call $score
          (i32.add (local.get $q) (local.get $skip)) (local.get $k) (local.get $scores)
          (local.get $rows) (local.get $stride) (local.get $size))
        (call $softmax (local.get $scores) (local.get $tokens) (local.get $rows))
        (call $softmax
          (i32.add (local.get $scores) (i32.shl (local.get $rows) (i32.const 2)))
          (local.get $tokens) (local.get $rows))
        (call $mix
          (local.get $scores) (local.get $v) (i32.add (local.get $y) (local.get $skip))
          (local.get $tokens) (local.get $rows) (local.get $stride) (local.get $size))
        (local.set $row (i32.add (local.get $row) (i32.const 2)))
        (br_if $eachPair (i32.lt_u (local.get $row) (local.get $rows))))
      (local.set $skip (i32.shl (local.get $size) (i32.const 2)))
      (local.set $q (i32.add (local.get $q) (local.get $skip)))
      (local.set $k (i32.add (local.get $k) (local.get $skip)))
      (local.set $v (i32.add (local.get $v) (local.get $skip)))
      (local.set $y (i32.add (local.get $y) (local.get $skip)))
      (local.set $heads (i32.sub (local.get $heads) (i32.const 1)))
      (br_if $eachHead (local.get $heads))))

  ;; GELU in place: relu(x) - |x| / 2 * erfc(|x| / sqrt(2)), where erfc(z) = 1 / p(z)^16 to 3e-7
  ;; (Abramowitz and Stegun 7.1.28; past z = 13 the power is infinite, its inverse 0 as it should be).
  ;; `count` is a multiple of 4.
  (func (export "gelu") (param $x i32) (param $count i32)
    (local $end i32) (local $value v128) (local $size v128) (local $z v128) (local $p v128)
    (local.set $end (i32.add (local.get $x) (i32.shl (local.get $count) (i32.const 2))))
    (loop $eachFour
      (local.set $value (v128.load (local.get $x)))
      (local.set $size (f32x4.abs (local.get $value)))
      (local.set $z
        (f32x4.mul (local.get $size) (v128.const f32x4 0.70710678 0.70710678 0.70710678 0.70710678)))
      (local.set $p
        (f32x4.add (v128.const f32x4 1 1 1 1) (f32x4.mul (local.get $z)
          (f32x4.add (v128.const f32x4 0.0705230784 0.0705230784 0.0705230784 0.0705230784) (f32x4.mul (local.get $z)
            (f32x4.add (v128.const f32x4 0.0422820123 0.0422820123 0.0422820123 0.0422820123) (f32x4.mul (local.get $z)
              (f32x4.add (v128.const f32x4 0.0092705272 0.0092705272 0.0092705272 0.0092705272) (f32x4.mul (local.get $z)
                (f32x4.add (v128.const f32x4 0.0001520143 0.0001520143 0.0001520143 0.0001520143) (f32x4.mul (local.get $z)
                  (f32x4.add (v128.const f32x4 0.0002765672 0.0002765672 0.0002765672 0.0002765672) (f32x4.mul (local.get $z)
                    (v128.const f32x4 0.0000430638 0.0000430638 0.0000430638 0.0000430638))))))))))))))
      (local.set $p (f32x4.mul (local.get $p) (local.get $p)))
      (local.set $p (f32x4.mul (local.get $p) (local.get $p)))
      (local.set $p (f32x4.mul (local.get $p) (local.get $p)))
      (local.set $p (f32x4.mul (local.get $p) (local.get $p)))
      (v128.store (local.get $x)
        (f32x4.sub
          (f32x4.max (local.get $value) (v128.const f32x4 0 0 0 0))
          (f32x4.div (f32x4.mul (local.get $size) (v128.const f32x4 0.5 0.5 0.5 0.5)) (local.get $p))))
      (local.set $x (i32.add (local.get $x) (i32.const 16)))
      (br_if $eachFour (i32.lt_u (local.get $x) (local.get $end)))))

  ;; x = LayerNorm(x + y), row by row; `size` is a multiple of 4.
  (func (export "addNorm")
    (param $x i32) (param $y i32) (param $weight i32) (param $bias i32) (param $rows i32) (param $size i32)
    (local $at i32) (local $bytes i32) (local $count v128) (local $sum v128) (local $mean v128) (local $value v128)
    (local.set $bytes (i32.shl (local.get $size) (i32.const 2)))
    (local.set $count (f32x4.splat (f32.convert_i32_u (local.get $size))))
    (loop $eachRow
      (local.set $sum (v128.const f32x4 0 0 0 0))
      (local.set $at (i32.const 0))
      (loop $eachFour
        (local.set $value
          (f32x4.add
            (v128.load (i32.add (local.get $x) (local.get $at)))
            (v128.load (i32.add (local.get $y) (local.get $at)))))
        (v128.store (i32.add (local.get $x) (local.get $at)) (local.get $value))
        (local.set $sum (f32x4.add (local.get $sum) (local.get $value)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $eachFour (i32.lt_u (local.get $at) (local.get $bytes))))
      (local.set $mean
        (f32x4.div
          (call $sums (local.get $sum) (local.get $sum) (local.get $sum) (local.get $sum)) (local.get $count)))
      (local.set $sum (v128.const f32x4 0 0 0 0))
      (local.set $at (i32.const 0))
      (loop $eachFour
        (local.set $value
          (f32x4.sub (v128.load (i32.add (local.get $x) (local.get $at))) (local.get $mean)))
        (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (local.get $value) (local.get $value))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $eachFour (i32.lt_u (local.get $at) (local.get $bytes))))
      (local.set $sum
        (f32x4.div
          (v128.const f32x4 1 1 1 1)
          (f32x4.sqrt
            (f32x4.add
              (v128.const f32x4 1e-12 1e-12 1e-12 1e-12)
              (f32x4.div
                (call $sums (local.get $sum) (local.get $sum) (local.get $sum) (local.get $sum))
                (local.get $count))))))
      (local.set $at (i32.const 0))
      (loop $eachFour
        (v128.store (i32.add (local.get $x) (local.get $at))
          (f32x4.add
            (v128.load (i32.add (local.get $bias) (local.get $at)))
            (f32x4.mul
              (v128.load (i32.add (local.get $weight) (local.get $at)))
              (f32x4.mul
                (local.get $sum)
                (f32x4.sub (v128.load (i32.add (local.get $x) (local.get $at))) (local.get $mean))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $eachFour (i32.lt_u (local.get $at) (local.get $bytes))))
      (local.set $x (i32.add (local.get $x) (local.get $bytes)))
      (local.set $y (i32.add (local.get $y) (local.get $bytes)))
      (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
      (br_if $eachRow (local.get $rows))))
)
