// n-queens: all ways to put `size` queens on a board of that size so that none
// attacks another.
// The counterpart of n-queens.lox, which says what is exercised and printed.

const size = 11; // small: 5

class Queen {
  constructor(column, above) {
    this.column = column;
    this.above = above;
  }

  isAttacked() {
    let left = this.column - 1;
    let right = this.column + 1;
    for (let other = this.above; other !== null; other = other.above) {
      const column = other.column;
      if (column === this.column) return true;
      if (column === left || column === right) return true;
      left--;
      right++;
    }
    return false;
  }
}

class Search {
  constructor(boardSize) {
    this.boardSize = boardSize;
    this.solutions = 0;
    this.tried = 0;
    this.firstSolution = null;
  }

  place(row, above) {
    if (row === this.boardSize) {
      this.found(above);
      return;
    }
    for (let column = 0; column < this.boardSize; column++) {
      const queen = new Queen(column, above);
      this.tried++;
      if (!queen.isAttacked()) this.place(row + 1, queen);
    }
  }

  found(queens) {
    this.solutions++;
    if (this.firstSolution === null) this.firstSolution = queens;
  }
}

function rowText(column, boardSize) {
  let text = "";
  for (let i = 0; i < boardSize; i++) {
    if (i === column) {
      text += "Q";
    } else {
      text += ".";
    }
  }
  return text;
}

function printBoard(queen, boardSize) {
  if (queen === null) return;
  printBoard(queen.above, boardSize);
  console.log(rowText(queen.column, boardSize));
}

function main() {
  const search = new Search(size);
  search.place(0, null);
  console.log("solutions:");
  console.log(search.solutions);
  console.log("squares tried:");
  console.log(search.tried % 1000000);
  printBoard(search.firstSolution, size);
}

main();
