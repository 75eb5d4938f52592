# Maximum-likelihood estimation: Hypergeometric distribution, number of marked
# ones unknown.
#
#   f(x; marked, population, drawn) = binomial(marked, x)*binomial(population-
#       marked, drawn-x)/binomial(population, drawn)
#   support: x in 0, 1, 2, ..., drawn
#   marked: integer, 0 <= marked <= population
#   population: integer >= 1 (a known constant)
#   drawn: integer, 1 <= drawn <= population (a known constant)
#
# Log-likelihood:
#
#   (loggamma(drawn + 1) + loggamma(marked + 1) - loggamma(population + 1) +
#       loggamma(-drawn + population + 1) + loggamma(-marked + population +
#       1))*n - sum(loggamma(x + 1)) - sum(loggamma(-x + drawn + 1)) -
#       sum(loggamma(-x + marked + 1)) - sum(loggamma(x - drawn - marked +
#       population + 1))
#
# Estimator (boundary):
#
#   marked = the integer that maximises (loggamma(drawn + 1) + loggamma(marked
#       + 1) - loggamma(population + 1) + loggamma(-drawn + population + 1) +
#       loggamma(-marked + population + 1))*n - sum(loggamma(x + 1)) -
#       sum(loggamma(-x + drawn + 1)) - sum(loggamma(-x + marked + 1)) -
#       sum(loggamma(x - drawn - marked + population + 1))
#
# Source:
#
#   Johnson, Kemp, Kotz (2005), Univariate Discrete Distributions, 3rd ed.,
#       ch. 6
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param population number: a known constant, integer >= 1.
#' @param drawn number: a known constant, integer, 1 <= drawn <= population.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_hypergeometric_marked <- function(x, population, drawn) {
  x <- .hypergeometric_marked_column(x, "x")
  .hypergeometric_marked_require_rows("x", x == floor(x), "must be an integer")
  .hypergeometric_marked_require_rows("x", x >= 0, "must be >= 0")
  .hypergeometric_marked_require_rows("x", x <= drawn, "must be <= drawn")
  labels <- c("marked")
  estimate <- .hypergeometric_marked_solve(x, population, drawn)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_hypergeometric_marked(x, estimate, population, drawn)
  } else {
    warning("no maximum was found", call. = FALSE)
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

#' The negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: marked, in this order.
#' @param population number: a known constant, integer >= 1.
#' @param drawn number: a known constant, integer, 1 <= drawn <= population.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_hypergeometric_marked <- function(x, parameters, population, drawn) {
  x <- .hypergeometric_marked_column(x, "x")
  .hypergeometric_marked_require_rows("x", x == floor(x), "must be an integer")
  .hypergeometric_marked_require_rows("x", x >= 0, "must be >= 0")
  .hypergeometric_marked_require_rows("x", x <= drawn, "must be <= drawn")
  .hypergeometric_marked_nll(x, population, drawn, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: marked, in this order.
#' @param population number: a known constant, integer >= 1.
#' @param drawn number: a known constant, integer, 1 <= drawn <= population.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_hypergeometric_marked <- function(x, parameters, population, drawn) {
  x <- .hypergeometric_marked_column(x, "x")
  .hypergeometric_marked_require_rows("x", x == floor(x), "must be an integer")
  .hypergeometric_marked_require_rows("x", x >= 0, "must be >= 0")
  .hypergeometric_marked_require_rows("x", x <= drawn, "must be <= drawn")
  .hypergeometric_marked_gradient(x, population, drawn, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: marked, in this order.
#' @param population number: a known constant, integer >= 1.
#' @param drawn number: a known constant, integer, 1 <= drawn <= population.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_hypergeometric_marked <- function(x, parameters, population, drawn) {
  x <- .hypergeometric_marked_column(x, "x")
  .hypergeometric_marked_require_rows("x", x == floor(x), "must be an integer")
  .hypergeometric_marked_require_rows("x", x >= 0, "must be >= 0")
  .hypergeometric_marked_require_rows("x", x <= drawn, "must be <= drawn")
  triangle <- .hypergeometric_marked_hessian(
    x, population, drawn, parameters[[1]]
  )
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: marked, in this order.
#' @param population number: a known constant, integer >= 1.
#' @param drawn number: a known constant, integer, 1 <= drawn <= population.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_hypergeometric_marked <- function(x, parameters, population, drawn) {
  x <- .hypergeometric_marked_column(x, "x")
  .hypergeometric_marked_require_rows("x", x == floor(x), "must be an integer")
  .hypergeometric_marked_require_rows("x", x >= 0, "must be >= 0")
  .hypergeometric_marked_require_rows("x", x <= drawn, "must be <= drawn")
  marked <- parameters[[1]]
  t_18 <- marked + 1
  t_19 <- population - marked
  t_20 <- x + 1
  score_1 <- rep_len(
    .hypergeometric_marked_polygamma_rising(0, t_18 - x, t_20) +
      digamma(t_19 + t_20 - drawn) - digamma(t_19 + 1) - 1 / t_18,
    length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("marked")
  out
}

# log(1 + d) - d for d > -1, without cancellation near 0.
.hypergeometric_marked_log_ratio <- function(d) {
  r <- d / (2 + d)
  odd <- 0
  for (k in seq(31, 3, by = -2)) {
    odd <- 1 / k + r^2 * odd
  }
  ifelse(abs(d) < 0.5, -r * d + 2 * r^3 * odd, log1p(d) - d)
}

# Stirling's series for log Gamma beyond (z - 1/2) log z - z + log(2 pi)/2, z
# >= 16.
.hypergeometric_marked_gamma_tail <- function(z) {
  w <- 1 / z^2
  (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z
}

# log Gamma(y + 1) - y log y + y for y >= 0.
.hypergeometric_marked_stirling <- function(y) {
  s <- ifelse(y > 0, pmin(y, 16), 1)
  small <- ifelse(y > 0, lgamma(s + 1) - s * log(s) + s, 0)
  z <- pmax(y, 16)
  ifelse(
    y < 16, small, log(2 * pi * z) / 2 + .hypergeometric_marked_gamma_tail(z)
  )
}

# y log(y/m) + m - y for y >= 0, m > 0, without cancellation near y = m.
.hypergeometric_marked_deviance <- function(y, m) {
  y <- y + 0 * m
  d <- (m - y) / ifelse(y > 0, y, 1)
  near <- abs(d) < 0.5 & y > 0
  far <- ifelse(y > 0, y * log(y / m), 0) + m - y
  ifelse(near, -y * .hypergeometric_marked_log_ratio(ifelse(near, d, 0)), far)
}

# psi(z) - log z, z >= 10.
.hypergeometric_marked_digamma_tail <- function(z) {
  w <- 1 / z^2
  -0.5 / z - w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w / 240)))
}

# psi'(z) - 1/z, z >= 10.
.hypergeometric_marked_trigamma_tail <- function(z) {
  w <- 1 / z^2
  w * (0.5 + (1 / 6 - w * (1 / 30 - w * (1 / 42 - w / 30))) / z)
}

# psi_m(a + d) - psi_m(a) for a, a + d > 0.
.hypergeometric_marked_polygamma_rising <- function(m, a, d) {
  b <- a + d
  plain <- psigamma(b, m) - psigamma(a, m)
  if (m > 1) {
    return(plain)
  }
  large <- pmin(a, b) >= 20
  u <- ifelse(large, a, 20)
  v <- ifelse(large, b, 20)
  e <- ifelse(large, d, 0)
  if (m == 0) {
    series <- log1p(e / u) +
      (
        .hypergeometric_marked_digamma_tail(v) -
          .hypergeometric_marked_digamma_tail(u)
      )
  } else {
    series <- -e / (u * v) +
      (
        .hypergeometric_marked_trigamma_tail(v) -
          .hypergeometric_marked_trigamma_tail(u)
      )
  }
  ifelse(large, series, plain)
}

# A variable as a numeric vector; stops if it is none.
.hypergeometric_marked_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric", call. = FALSE)
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty", call. = FALSE)
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite", call. = FALSE)
  }
  values
}

# Stops if observations break a rule of the support.
.hypergeometric_marked_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The log-likelihood as a function of marked.
.hypergeometric_marked_objective_marked <- function(
    x, drawn, population, sum_h_2, sum_h_1, n, marked
) {
  sum_h_3 <- sum(lgamma(marked + 1 - x))
  sum_h_4 <- sum(lgamma(x + population - drawn + 1 - marked))
  part_1 <- (
    lgamma(drawn + 1) + lgamma(population - drawn + 1) -
      lgamma(population + 1) + lgamma(marked + 1) +
      lgamma(population + 1 - marked)
  ) * n
  part_1 - sum_h_1 - sum_h_3 - sum_h_2 - sum_h_4
}

# The integer in lower..upper with the greatest objective; inf if it never
# falls.
.hypergeometric_marked_integer_marked <- function(
    x, drawn, population, sum_h_2, sum_h_1, n, lower, upper
) {
  low <- ceiling(lower - 1e-09)
  top <- floor(upper + 1e-09)
  best <- -Inf
  at <- low
  left <- low
  right <- low
  last <- low
  n_ <- low
  step <- 1
  falls <- 0
  open <- 0
  if (isTRUE(top - low <= 2000)) {
    left <- low
    right <- top
  } else {
    while (isTRUE(n_ <= top && falls < 3)) {
      if (isTRUE(step > 17592186044416)) {
        return(Inf)
      }
      height <- .hypergeometric_marked_objective_marked(
        x, drawn, population, sum_h_2, sum_h_1, n, n_
      )
      if (isTRUE(height > best)) {
        best <- height
        at <- n_
        left <- last
        falls <- 0
        open <- 1
      } else {
        if (isTRUE(open > 0)) {
          right <- n_
          open <- 0
        }
        if (isTRUE(height > -Inf)) {
          falls <- falls + 1
        }
      }
      last <- n_
      n_ <- n_ + step
      step <- 2 * step
    }
    if (isTRUE(open > 0)) {
      right <- top
    }
    while (isTRUE(right - left > 3)) {
      step <- pmax(floor((right - left) / 3), 1)
      height <- .hypergeometric_marked_objective_marked(
        x, drawn, population, sum_h_2, sum_h_1, n, left + step
      )
      other <- .hypergeometric_marked_objective_marked(
        x, drawn, population, sum_h_2, sum_h_1, n, right - step
      )
      if (isTRUE(height < other)) {
        left <- left + step
      } else {
        right <- right - step
      }
    }
    left <- pmax(left - 1, low)
    right <- pmin(right + 1, top)
  }
  best <- -Inf
  n_ <- left
  while (isTRUE(n_ <= right)) {
    height <- .hypergeometric_marked_objective_marked(
      x, drawn, population, sum_h_2, sum_h_1, n, n_
    )
    if (isTRUE(height > best)) {
      best <- height
      at <- n_
    }
    n_ <- n_ + 1
  }
  at
}

# The estimate, in the order of the parameters.
.hypergeometric_marked_solve <- function(x, population, drawn) {
  n <- length(x)
  t <- drawn - x + 1
  sum_h_1 <- sum(lgamma(x + 1))
  sum_h_2 <- sum(lgamma(t))
  marked <- .hypergeometric_marked_integer_marked(
    x, drawn, population, sum_h_2, sum_h_1, n, 0, population
  )
  marked
}

# The log-likelihood, every constant included.
.hypergeometric_marked_log_likelihood <- function(
    x, population, drawn, marked
) {
  t_7 <- -population
  t_8 <- -t_7 - marked
  t_9 <- -t_7 - drawn
  t_10 <- 1 / population
  t_11 <- t_9 * t_10
  t_12 <- -drawn
  t_13 <- drawn * t_10
  t_14 <- x - marked
  t_15 <- -t_14
  t_16 <- -x - t_12
  t_17 <- t_14 + t_12 + population
  part_2 <- .hypergeometric_marked_stirling(drawn) -
    .hypergeometric_marked_stirling(x) -
    .hypergeometric_marked_stirling(population)
  part_3 <- part_2 + .hypergeometric_marked_stirling(t_8) +
    .hypergeometric_marked_stirling(t_9)
  part_4 <- part_3 + .hypergeometric_marked_stirling(marked) -
    .hypergeometric_marked_deviance(x, marked * t_13)
  part_5 <- part_4 - .hypergeometric_marked_deviance(t_17, t_8 * t_11) -
    .hypergeometric_marked_deviance(t_15, marked * t_11)
  part_6 <- part_5 - .hypergeometric_marked_deviance(t_16, t_8 * t_13) -
    .hypergeometric_marked_stirling(t_17)
  log_densities <- sum(
    part_6 - .hypergeometric_marked_stirling(t_15) -
      .hypergeometric_marked_stirling(t_16)
  )
  log_densities
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.hypergeometric_marked_nll <- function(x, population, drawn, marked) {
  if (!isTRUE(marked >= 0 && marked <= population && population >= 1 &&
    is.finite(population) && drawn >= 1 && drawn <= population)) {
    return(Inf)
  }
  -.hypergeometric_marked_log_likelihood(x, population, drawn, marked)
}

# The gradient of the log-likelihood.
.hypergeometric_marked_score <- function(x, drawn, population, n, marked) {
  t_23 <- x + 1
  sum_h_13 <- sum(
    .hypergeometric_marked_polygamma_rising(0, marked + 1 - x, t_23)
  )
  sum_h_14 <- sum(digamma(population - drawn + t_23 - marked))
  sum_h_13 + sum_h_14 - n * digamma(population + 1 - marked) - n / (marked + 1)
}

# The gradient of nll; nan outside the domain or the support.
.hypergeometric_marked_gradient <- function(x, population, drawn, marked) {
  if (!isTRUE(marked >= 0 && marked <= population && population >= 1 &&
    is.finite(population) && drawn >= 1 && drawn <= population)) {
    return(NaN)
  }
  n <- length(x)
  -.hypergeometric_marked_score(x, drawn, population, n, marked)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.hypergeometric_marked_curvature <- function(x, drawn, population, n, marked) {
  t_24 <- marked + 1 - x
  t_25 <- x + 1
  t_26 <- population - drawn + t_25 - marked
  sum_h_19 <- sum(trigamma(t_26))
  sum_h_20 <- sum(.hypergeometric_marked_polygamma_rising(1, t_24, t_25))
  t_27 <- marked + 1
  t_28 <- population + 1
  t_29 <- t_28 - marked
  n * trigamma(t_29) + n / t_27^2 + sum_h_20 - sum_h_19
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.hypergeometric_marked_hessian <- function(x, population, drawn, marked) {
  if (!isTRUE(marked >= 0 && marked <= population && population >= 1 &&
    is.finite(population) && drawn >= 1 && drawn <= population)) {
    return(NaN)
  }
  n <- length(x)
  -.hypergeometric_marked_curvature(x, drawn, population, n, marked)
}
